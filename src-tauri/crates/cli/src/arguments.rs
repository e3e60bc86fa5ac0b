//! The command line: names, options, help in French. It decides nothing.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Préau, sans fenêtre
#[derive(Debug, Parser)]
#[command(
    name = "preau-cli",
    version,
    about = "Préau sans fenêtre : sauvegardes, vérifications, échanges par script",
    after_help = "Le mot de passe vient de PREAU_PASSWORD, de --password-file ou du clavier, jamais d’une option.\n\
                  PREAU_SOURCE_KEY donne la clé de la commune quand la base reprise est celle de Noethysweb.\n\
                  Codes de sortie : 0 fait, 1 refusé, 2 usage, 3 verrouillé ou mot de passe faux, 4 coffre abîmé, 5 profil insuffisant."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// Dossier du coffre (par défaut : le dossier de données de ce poste)
    #[arg(long, global = true, value_name = "DOSSIER")]
    pub(crate) vault: Option<PathBuf>,
    /// Identifiant de l’agent qui ouvre le coffre
    #[arg(long, global = true, value_name = "IDENTIFIANT")]
    pub(crate) agent: Option<String>,
    /// Fichier dont la première ligne est le mot de passe ; « - » le lit sur l’entrée standard
    #[arg(long, global = true, value_name = "FICHIER")]
    pub(crate) password_file: Option<PathBuf>,
    /// Un seul objet JSON sur la sortie standard, rien d’autre
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// `system`, le trousseau du système (par défaut), ou `off`, un fichier à côté du coffre (mode dégradé)
    #[arg(
        long, global = true, value_enum, default_value_t = Keyring::System, value_name = "TROUSSEAU",
        hide_possible_values = true, hide_default_value = true
    )]
    pub(crate) keyring: Keyring,
}

/// Where the installation secret is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Keyring {
    /// Trousseau du système
    System,
    /// Fichier à côté du coffre
    Off,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Communes fictives
    #[command(subcommand)]
    Demo(Demo),
    /// Fichiers reçus
    #[command(subcommand)]
    Import(Import),
    /// Facturer un mois
    #[command(subcommand)]
    Bill(Bill),
    /// Factures émises
    #[command(subcommand)]
    Invoices(Invoices),
    /// Fichiers pour les autres
    #[command(subcommand)]
    Export(Export),
    /// Familles, telles que le profil peut les voir
    #[command(subcommand)]
    Family(Family),
    /// Dossiers santé
    #[command(subcommand)]
    Health(Health),
    /// Agents, profils et clés
    #[command(subcommand)]
    Agent(Agent),
    /// Sauvegardes
    #[command(subcommand)]
    Backup(Backup),
    /// Journal
    #[command(subcommand)]
    Journal(Journal),
    /// Vérifie tout le coffre : pages, clés, journal, montants, règles
    Verify,
    /// Mesures, chacune avec son témoin
    #[command(subcommand)]
    Bench(Bench),
}

/// An invented town.
#[derive(Debug, Args)]
pub(crate) struct Town {
    /// Nombre de familles
    #[arg(long, default_value_t = 200)]
    pub(crate) families: u32,
    /// Mois dont les présences sont pointées, AAAA-MM
    #[arg(long, default_value = "2026-03")]
    pub(crate) month: String,
    /// Graine : la même donne la même commune
    #[arg(long, default_value_t = 7)]
    pub(crate) seed: u64,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Demo {
    /// Crée une commune fictive
    Create(Town),
    /// Crée une commune fictive, facture son mois et écrit tous les fichiers
    Run {
        #[command(flatten)]
        town: Town,
        /// Dossier où écrire les fichiers
        #[arg(long, value_name = "DOSSIER")]
        out: PathBuf,
        /// Factures à composer en PDF
        #[arg(long, value_enum, default_value_t = Printed::All)]
        invoices: Printed,
    },
}

/// Which invoices a demonstration prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Printed {
    /// Les premières, une par fichier
    First,
    /// Toutes, en un fichier
    All,
    /// Aucune
    None,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Import {
    /// Quotients de la CAF ou de la MSA, en CSV
    Quotients {
        #[command(flatten)]
        received: Received,
        /// Code de la caisse, quand le fichier ne le dit pas
        #[arg(long, value_name = "CODE")]
        caisse: Option<String>,
    },
    /// Retour des encaissements de la trésorerie, en CSV
    Returns(Received),
    /// Familles d’un autre logiciel : tableau (CSV, XLSX, ODS, XLS), archive ou base Noethys ; la clé de Noethysweb se lit dans PREAU_SOURCE_KEY
    Families(FamiliesReceived),
    /// Annule un import en entier
    Undo {
        /// L’import
        batch: String,
    },
}

/// A file received, and how to take it.
#[derive(Debug, Args)]
pub(crate) struct Received {
    /// Fichiers à lire, pris l’un après l’autre : un import chacun
    #[arg(value_name = "FICHIER", required = true, num_args = 1..)]
    pub(crate) files: Vec<PathBuf>,
    /// Jeu de colonnes du fichier : `preau`, celui que décrit le guide ; pour les familles, le logiciel d’origine (trouvé si absent)
    #[arg(long, value_enum, value_name = "JEU")]
    pub(crate) profile: Option<Profile>,
    /// Essai à blanc : dit ce qui serait pris, n’enregistre rien
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Dossier où écrire les lignes refusées, avec leur motif
    #[arg(long, value_name = "DOSSIER")]
    pub(crate) rejected: Option<PathBuf>,
}

/// Families of another product, and what is said once for each file.
#[derive(Debug, Args)]
pub(crate) struct FamiliesReceived {
    #[command(flatten)]
    pub(crate) received: Received,
    /// Les fichiers forment ensemble un seul export (les deux classeurs d’iLoise, par exemple) : un seul import
    #[arg(long)]
    pub(crate) together: bool,
    /// Une ligne par famille ou par personne (trouvé si absent)
    #[arg(long, value_enum, value_name = "FORME")]
    pub(crate) layout: Option<Layout>,
    /// Feuille du classeur (la première qui contient quelque chose si absent)
    #[arg(long, value_name = "NOM")]
    pub(crate) sheet: Option<String>,
    /// Code de la caisse des numéros d’allocataire, quand le fichier ne le dit pas
    #[arg(long, value_name = "CODE")]
    pub(crate) caisse: Option<String>,
    /// Mois des quotients, AAAA-MM, quand le fichier ne le dit pas
    #[arg(long, value_name = "MOIS")]
    pub(crate) quotient_month: Option<String>,
    /// Le premier responsable doit les factures, quand le fichier ne dit pas qui
    #[arg(long)]
    pub(crate) first_owes: bool,
    /// Prend aussi les lignes à vérifier, telles qu’elles ont été lues
    #[arg(long)]
    pub(crate) accept_doubts: bool,
}

/// How a file holds families.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Layout {
    /// Une ligne par famille
    Families,
    /// Une ligne par personne
    Persons,
}

/// A set of columns a file may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Profile {
    /// Colonnes du guide, et celles que Préau a apprises de fichiers semblables
    Preau,
    /// BL Enfance (archive de CSV)
    BlEnfance,
    /// Parascol (CSV)
    Parascol,
    /// iLoise (deux classeurs)
    Iloise,
    /// Cerig (classeur FACTU_EXPORT)
    Cerig,
    /// Domino (classeur XLS)
    Domino,
    /// Noethys (base SQLite)
    Noethys,
    /// Noethysweb (base SQLite)
    Noethysweb,
}

impl Profile {
    /// Its name in the core.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Preau => "generic",
            Self::BlEnfance => "bl-enfance",
            Self::Parascol => "parascol",
            Self::Iloise => "iloise",
            Self::Cerig => "cerig",
            Self::Domino => "domino",
            Self::Noethys => "noethys",
            Self::Noethysweb => "noethysweb",
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Bill {
    /// Ce qui serait émis, et ses anomalies
    Preview {
        /// Mois, AAAA-MM
        #[arg(long)]
        month: String,
        /// Facture les réservations à venir d’un mois qui n’est pas terminé
        #[arg(long)]
        bookings_to_come: bool,
    },
    /// Émet, si rien n’a changé depuis l’aperçu
    Commit {
        /// Mois, AAAA-MM
        #[arg(long)]
        month: String,
        /// Empreinte de l’aperçu
        #[arg(long)]
        digest: String,
        /// Exercice des factures, ouvert ce jour (par défaut l’année du jour)
        #[arg(long, value_name = "AAAA")]
        exercice: Option<i16>,
        /// L’aperçu facturait les réservations à venir
        #[arg(long)]
        bookings_to_come: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Invoices {
    /// Factures d’une campagne, ligne à ligne
    List {
        /// La campagne
        #[arg(long)]
        run: String,
    },
    /// Factures d’une campagne, en PDF
    Pdf {
        /// La campagne
        #[arg(long)]
        run: String,
        /// Dossier où écrire
        #[arg(long, value_name = "DOSSIER")]
        out: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Export {
    /// Titres, en CSV
    TitresCsv(Batch),
    /// Rôle ORMC, en PES V2
    PesOrmc(Batch),
    /// Heures des accueils de loisirs et périscolaires, pour la CAF
    CafAlsh {
        /// Premier mois, AAAA-MM
        #[arg(long)]
        from: String,
        /// Dernier mois, AAAA-MM
        #[arg(long)]
        to: String,
        /// Dossier où écrire
        #[arg(long, value_name = "DOSSIER")]
        out: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Batch {
    /// La campagne
    #[arg(long)]
    pub(crate) run: String,
    /// Dossier où écrire
    #[arg(long, value_name = "DOSSIER")]
    pub(crate) out: PathBuf,
    /// Facture impayée de la régie à mettre en recouvrement, autant de fois qu’il y en a
    #[arg(long = "unpaid", value_name = "FACTURE")]
    pub(crate) unpaid: Vec<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Family {
    /// Cherche une famille, un enfant, un responsable, un téléphone, une facture
    Search {
        /// Ce qu’on sait d’elle
        #[arg(required = true, num_args = 1..)]
        text: Vec<String>,
    },
    /// Montre un dossier
    Show {
        /// Identifiant du dossier
        id: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Health {
    /// Montre le dossier santé d’un enfant ; la lecture et son motif sont inscrits au journal
    Show {
        /// Identifiant de l’enfant
        child: String,
        /// Pourquoi
        #[arg(long)]
        reason: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Agent {
    /// Qui a un compte, quels profils, quelles clés
    List,
    /// Accueille un agent : il tape lui-même son mot de passe (ou PREAU_NEW_PASSWORD)
    Add {
        /// Son identifiant
        login: String,
        /// Son nom, tel que ses collègues le liront
        #[arg(long)]
        name: String,
        /// Ses profils, séparés par des virgules
        #[arg(long, value_delimiter = ',', required = true)]
        role: Vec<String>,
    },
    /// Donne un profil
    Grant {
        /// Identifiant de l’agent
        login: String,
        /// Le profil
        #[arg(long)]
        role: String,
        /// Premier jour (par défaut aujourd’hui)
        #[arg(long)]
        from: Option<String>,
        /// Dernier jour
        #[arg(long)]
        to: Option<String>,
    },
    /// Met fin à un profil ou, sans --role, fait partir l’agent
    Revoke {
        /// Identifiant de l’agent
        login: String,
        /// Le profil qui prend fin
        #[arg(long)]
        role: Option<String>,
    },
    /// Confie la clé d’un compartiment qu’on détient
    Entrust {
        /// Identifiant de l’agent
        login: String,
        /// Le compartiment
        #[arg(long)]
        compartment: String,
    },
    /// Reprend la clé d’un compartiment
    Withdraw {
        /// Identifiant de l’agent
        login: String,
        /// Le compartiment
        #[arg(long)]
        compartment: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Backup {
    /// Sauvegarde dans tous les lieux du plan de la commune, relit, vérifie et retire ce qui est trop ancien
    Auto {
        /// Seulement dans les lieux où celle du jour manque encore
        #[arg(long)]
        due: bool,
    },
    /// Sauvegarde dans un dossier, relit et vérifie
    Create {
        /// Dossier des sauvegardes
        #[arg(long, value_name = "DOSSIER")]
        to: PathBuf,
    },
    /// Vérifie une sauvegarde
    Verify {
        /// Dossier de la sauvegarde
        folder: PathBuf,
    },
    /// Restaure dans un dossier vide, à côté du coffre
    Restore {
        /// Dossier de la sauvegarde
        folder: PathBuf,
        /// Dossier vide où restaurer
        #[arg(long, value_name = "DOSSIER")]
        to: PathBuf,
    },
}

/// Which lines of the journal.
#[derive(Debug, Args)]
pub(crate) struct Lines {
    /// Depuis ce jour, AAAA-MM-JJ
    #[arg(long)]
    pub(crate) from: Option<String>,
    /// Jusqu’à ce jour
    #[arg(long)]
    pub(crate) to: Option<String>,
    /// Une opération
    #[arg(long)]
    pub(crate) operation: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Journal {
    /// Lignes du journal, les plus récentes d’abord
    List {
        #[command(flatten)]
        lines: Lines,
        /// Combien de lignes
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// Écrit le journal dans un fichier
    Export {
        #[command(flatten)]
        lines: Lines,
        /// Dossier où écrire
        #[arg(long, value_name = "DOSSIER")]
        out: PathBuf,
    },
    /// Rejoue la chaîne et les signatures
    Verify,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Bench {
    /// Aperçu puis émission d’un mois
    Month {
        /// Nombre de familles
        #[arg(long, default_value_t = 20_000)]
        families: u32,
        /// Mois, AAAA-MM
        #[arg(long, default_value = "2026-03")]
        month: String,
        /// Mesure aussi une commune de ce nombre de familles, pour la croissance (0 : non)
        #[arg(long, default_value_t = 2_000)]
        against: u32,
    },
    /// Ce que le journal coûte à un mois, puis la vérification d’un long journal et de tout le contenu
    Journal {
        /// Nombre de familles
        #[arg(long, default_value_t = 5_000)]
        families: u32,
        /// Mois, AAAA-MM
        #[arg(long, default_value = "2026-03")]
        month: String,
        /// Lignes du journal à vérifier
        #[arg(long, default_value_t = 2_000_000)]
        lines: u64,
        /// Fois où le mois est facturé, avec puis sans le relevé du contenu
        #[arg(long, default_value_t = 3)]
        rounds: u32,
    },
    /// Recherche sur cent mille personnes
    Search {
        /// Nombre de familles
        #[arg(long, default_value_t = 30_000)]
        families: u32,
    },
    /// Ouverture des dossiers, onglet par onglet, et liste de toutes les familles
    Family {
        /// Nombre de familles
        #[arg(long, default_value_t = 30_000)]
        families: u32,
    },
    /// Reprise des familles d’un autre logiciel, lues puis enregistrées
    Takeover {
        /// Nombre de familles
        #[arg(long, default_value_t = 10_000)]
        families: u32,
    },
    /// Du départ du programme à l’écran d’ouverture, puis l’ouverture sans la dérivation
    Open {
        /// Nombre de familles
        #[arg(long, default_value_t = 2_000)]
        families: u32,
    },
    /// Ce que `open` lance : montre la porte et s’en va
    #[command(hide = true)]
    Door,
    /// Ce que les mesures lancent : crée la commune à mesurer, dans un processus à part
    #[command(hide = true)]
    Town {
        #[arg(long)]
        families: u32,
        #[arg(long)]
        month: String,
        #[arg(long)]
        measured: bool,
    },
}
