//! The words around the command line: clap speaks English, the desk reads French.

use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command, CommandFactory as _, FromArgMatches as _};

use crate::arguments::Arguments;

const TEMPLATE: &str = "{about-with-newline}\nUsage\u{a0}: {usage}\n\n{all-args}{after-help}";

/// What was typed; the process ends with code 2, and a sentence, when it cannot be understood.
pub(crate) fn read() -> Arguments {
    let mut command = in_french(Arguments::command());
    let read = command.try_get_matches_from_mut(std::env::args_os());
    let read = read.and_then(|matches: ArgMatches| Arguments::from_arg_matches(&matches));
    read.unwrap_or_else(|error| {
        if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
            error.exit();
        }
        eprintln!("{}\nL’option --help montre ce qui est attendu.", sentence(&error));
        std::process::exit(2);
    })
}

fn in_french(command: Command) -> Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help("Affiche cette aide");
    let has_version = command.get_version().is_some();
    let mut command = command
        .help_template(TEMPLATE)
        .subcommand_help_heading("Commandes")
        .subcommand_value_name("COMMANDE")
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .arg(help.help_heading("Aide"));
    if has_version {
        let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
        command =
            command.disable_version_flag(true).arg(version.help("Affiche la version").help_heading("Aide"));
    }
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    names.into_iter().fold(command, |command, name| command.mut_subcommand(name, in_french))
}

/// What is wrong with what was typed, and what would be right when clap knows it.
fn sentence(error: &clap::Error) -> String {
    let told = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let (argument, value) =
        (told(ContextKind::InvalidArg).replace("...", ""), told(ContextKind::InvalidValue));
    let known = Some(told(ContextKind::ValidValue)).filter(|known| !known.is_empty());
    let meant = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
        .into_iter()
        .map(told)
        .find(|meant| !meant.is_empty());
    let wrong = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("La commande «\u{a0}{}\u{a0}» n’existe pas.", told(ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => format!("L’option «\u{a0}{argument}\u{a0}» n’existe pas ici."),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "Il manque une commande.".to_owned()
        }
        ErrorKind::MissingRequiredArgument => format!("Il manque\u{a0}: {argument}."),
        ErrorKind::InvalidValue if value.is_empty() => {
            format!("Il manque la valeur de «\u{a0}{argument}\u{a0}».")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let known = known.map(|known| format!(" Valeurs admises\u{a0}: {known}.")).unwrap_or_default();
            format!("«\u{a0}{value}\u{a0}» ne convient pas à «\u{a0}{argument}\u{a0}».{known}")
        }
        ErrorKind::ArgumentConflict => {
            format!("«\u{a0}{argument}\u{a0}» ne va pas avec «\u{a0}{}\u{a0}».", told(ContextKind::PriorArg))
        }
        _ => "Cette ligne de commande n’est pas comprise.".to_owned(),
    };
    match meant {
        Some(meant) => format!("{wrong} Vouliez-vous dire «\u{a0}{meant}\u{a0}»\u{a0}?"),
        None => wrong,
    }
}
