//! The windows' side of the contract, written from the command table: types, names, rights, what to keep and what to drop.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use ts_rs::{Config, TS, TypeVisitor};

use crate::app::{COMMANDS, GATE_COMMANDS};
use crate::contract::Trace;
use crate::error::ErrorView;

const HEADER: &str = "// Generated from the command table: `./x generate`. Do not edit.\n\n";

struct Declarations {
    config: Config,
    seen: HashSet<TypeId>,
    texts: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        if T::output_path().is_some() {
            let name = T::ident(&self.config);
            let text = format!("export {}", T::decl(&self.config));
            // Two types under one name would silently lose one of them.
            if let Some(other) = self.texts.insert(name.clone(), text.clone()) {
                assert_eq!(
                    other, text,
                    "two types are called {name} in the windows: rename one with #[ts(rename)]"
                );
            }
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

/// The generated files: name under `ui/src/lib/api/generated/`, content.
pub fn files() -> Vec<(&'static str, String)> {
    vec![("types.ts", types()), ("commands.ts", commands())]
}

macro_rules! visit_commands {
    ($($name:ident => $module:ident :: $handler:ident : $right:ident $(+ $joint:ident)*, $request:ty => $view:ty, $trace:ident, [$($tag:literal),*];)*) => {
        fn visit_all(declarations: &mut Declarations, pairs: &mut Vec<(&'static str, String, String)>) {
            use crate::app::handlers::*;
            $(
                declarations.visit::<$request>();
                declarations.visit::<$view>();
                pairs.push((stringify!($name), <$request as TS>::name(&declarations.config), <$view as TS>::name(&declarations.config)));
            )*
        }
    };
}
crate::for_each_command!(visit_commands);

macro_rules! visit_gate_commands {
    ($($name:ident => $module:ident :: $handler:ident : $request:ty => $view:ty;)*) => {
        fn visit_gate(declarations: &mut Declarations, pairs: &mut Vec<(&'static str, String, String)>) {
            use crate::app::handlers::*;
            $(
                declarations.visit::<$request>();
                declarations.visit::<$view>();
                pairs.push((stringify!($name), <$request as TS>::name(&declarations.config), <$view as TS>::name(&declarations.config)));
            )*
        }
    };
}
crate::for_each_gate_command!(visit_gate_commands);

fn collect() -> (Declarations, Vec<(&'static str, String, String)>) {
    let config = Config::default().with_large_int("number");
    let mut declarations = Declarations { config, seen: HashSet::new(), texts: BTreeMap::new() };
    let mut pairs = Vec::new();
    visit_gate(&mut declarations, &mut pairs);
    visit_all(&mut declarations, &mut pairs);
    declarations.visit::<ErrorView>();
    // What jobs answer, which the table names only as a job.
    declarations.visit::<crate::imports::QuotientTrialView>();
    declarations.visit::<crate::imports::FamilyTrialView>();
    declarations.visit::<crate::imports::FamilyImportDoneView>();
    declarations.visit::<crate::journal::AuditVerifyView>();
    declarations.visit::<crate::journal::VaultVerifyView>();
    declarations.visit::<crate::backups::BackupView>();
    declarations.visit::<crate::recovery::SheetsTriedView>();
    declarations.visit::<crate::backups::BackupRunView>();
    declarations.visit::<crate::backups::RestoreView>();
    declarations.visit::<crate::backups::RehearsedView>();
    (declarations, pairs)
}

fn types() -> String {
    let (declarations, _) = collect();
    let mut text = HEADER.to_owned();
    for declaration in declarations.texts.values() {
        text.push_str(declaration);
        text.push_str("\n\n");
    }
    text
}

fn commands() -> String {
    let (_, pairs) = collect();
    let mut text = HEADER.to_owned();
    text.push_str(
        "import type * as t from './types';

",
    );
    text.push_str(
        "/** Every command: what it is asked with, what it answers. */\nexport interface Commands {\n",
    );
    for (name, request, view) in &pairs {
        let _ = writeln!(text, "  {name}: {{ request: t.{request}; view: t.{view} }};");
    }
    text.push_str(
        "}\n\n/** How the window treats a command: `reads` are the tags its kept answer depends on. */\n",
    );
    text.push_str("export const traits: Record<keyof Commands, { writes: boolean; noStore: boolean; reads: readonly string[] }> = {\n");
    for name in GATE_COMMANDS {
        let _ = writeln!(text, "  {name}: {{ writes: false, noStore: true, reads: [] }},");
    }
    for entry in COMMANDS {
        let no_store = entry.tags.is_empty() || !matches!(entry.trace, Trace::Plain | Trace::Audited);
        let tags: Vec<String> = entry.tags.iter().map(|tag| format!("'{tag}'")).collect();
        let _ = writeln!(
            text,
            "  {}: {{ writes: {}, noStore: {no_store}, reads: [{}] }},",
            entry.name,
            matches!(entry.trace, Trace::Write | Trace::Own),
            tags.join(", ")
        );
    }
    text.push_str("};\n");
    text
}
