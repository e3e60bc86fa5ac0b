//! What does not hold, in the words of those who will read it: what, where, and what to do stands beside in the window.

use security::audit::{Break, Broken};
use store::Miscount;
use store::verification::{Finding, KeptState, StateReport};

/// A line of a desk's journal that does not hold.
pub(super) fn chain(desk: u16, broken: Broken) -> String {
    let seq = broken.seq;
    let what = match broken.what {
        Break::Sequence => "une ligne manque ou se répète",
        Break::Link => "la ligne ne suit pas la précédente",
        Break::Content => "la ligne a été modifiée après coup",
        Break::Detail => "le détail de la ligne a été remplacé",
        Break::DetailRemoved => "le détail de la ligne a été retiré avant terme",
        Break::Time => "la ligne n’est pas postérieure à la précédente",
        Break::UnknownAgent => "l’agent de la ligne est inconnu du coffre",
        Break::FormerKeys => "la ligne est signée par des clés que l’agent avait déjà remplacées",
        Break::Signature => "la signature n’est pas celle de l’agent",
        Break::State => {
            return format!(
                "À la ligne {seq} du journal du poste {desk}, le coffre ne contenait plus ce que la ligne précédente avait laissé\u{a0}: il a été modifié sans Préau."
            );
        }
        Break::Segment => {
            return format!(
                "Le mois du journal du poste {desk} qui commence à la ligne {seq} n’est plus celui qui a été clos et signé."
            );
        }
    };
    format!("Le journal du poste {desk} ne tient plus à la ligne {seq}\u{a0}: {what}.")
}

/// Lines this desk has written and that are not in the file any more.
pub(super) fn missing_end(missing: u64) -> String {
    let lines =
        if missing == 1 { "une ligne manque".to_owned() } else { format!("{missing} lignes manquent") };
    format!("La fin du journal n’est plus là\u{a0}: {lines} parmi celles que ce poste vient d’écrire.")
}

/// What a count of every row says beside what was signed.
pub(super) fn content(report: &StateReport) -> Vec<String> {
    let Some(stated) = report.stated else { return vec![NOTHING_STATED.to_owned()] };
    if report.counted == stated && report.kept == stated {
        return Vec::new();
    }
    let mut found: Vec<String> = match report.counted == stated {
        // The rows are right: what was edited is what they are compared with.
        true => vec![KEPT_ALTERED_ALONE.to_owned()],
        false => {
            report.miscounts.iter().map(|miscount| table(miscount, "la dernière écriture signée")).collect()
        }
    };
    if report.counted != stated && report.kept != stated {
        found.push(KEPT_ALTERED.to_owned());
    }
    found
}

/// What a quick look says: the marks kept in the file beside what was signed.
pub(super) fn kept(kept: &KeptState) -> Option<String> {
    match kept.stated {
        None => Some(NOTHING_STATED.to_owned()),
        Some(stated) => (stated != kept.kept).then(|| KEPT_ALTERED.to_owned()),
    }
}

const NOTHING_STATED: &str = "Aucune écriture signée ne dit ce que le coffre contient.";
const KEPT_ALTERED: &str = "Le contenu du coffre n’est plus celui que la dernière écriture signée a laissé\u{a0}: il a été modifié sans Préau.";
const KEPT_ALTERED_ALONE: &str = "Le relevé du contenu a été modifié sans Préau. Les fiches, elles, sont bien celles que la dernière écriture signée a laissées.";

/// A table whose rows are not those that were left.
pub(super) fn table(miscount: &Miscount, left_by: &str) -> String {
    let more = miscount.found.saturating_sub(miscount.marked);
    let lines = |many: u64| if many == 1 { "1 ligne".to_owned() } else { format!("{many} lignes") };
    let how = match more {
        0 => "autant de lignes, modifiées ou remplacées".to_owned(),
        more if more < 0 => format!("{} de moins", lines(more.unsigned_abs())),
        more => format!("{} de plus", lines(more.unsigned_abs())),
    };
    format!(
        "{}\u{a0}: le contenu n’est plus celui que {left_by} a laissé ({how}).",
        table_label(&miscount.table)
    )
}

/// A part of the file's own schema that no version of the program made.
pub(super) fn schema(object: &str) -> String {
    format!("La structure du fichier a été modifiée sans Préau\u{a0}: «\u{a0}{object}\u{a0}».")
}

/// Amounts that do not agree.
pub(super) fn amounts(finding: &Finding) -> String {
    use domain::values::Cents;
    format!(
        "{}\u{a0}: {} attendus, {} trouvés.",
        capitalised(&finding.subject),
        Cents(finding.expected).format_fr(),
        Cents(finding.found).format_fr()
    )
}

/// A rule of the file that is broken.
pub(super) fn counts(finding: &Finding) -> String {
    format!(
        "{}\u{a0}: {} attendus, {} trouvés.",
        capitalised(&finding.subject),
        finding.expected,
        finding.found
    )
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// What a table holds, in the words of the town.
pub(crate) fn table_label(table: &str) -> &str {
    match table {
        "activities" => "Activités",
        "adjustments" => "Régularisations",
        "agent_roles" => "Profils des agents",
        "agents" => "Agents",
        "allocations" => "Ventilation des règlements",
        "attachment_chunks" => "Contenu des fichiers joints",
        "attachments" => "Fichiers joints et photographies",
        "attendance" => "Présences",
        "authorities" => "Autorité parentale",
        "audit_checkpoints" => "Mois clos du journal",
        "billing_runs" => "Campagnes de facturation",
        "bordereaux" => "Bordereaux",
        "changes" => "Historique des fiches",
        "children" => "Enfants",
        "classes" => "Classes",
        "closures" => "Fermetures",
        "contacts" => "Contacts et personnes autorisées",
        "consent_answers" => "Accords des familles",
        "consent_texts" => "Textes d’accord",
        "consent_versions" => "Versions des textes d’accord",
        "compulsory_entries" => "Liste de l’obligation scolaire",
        "compulsory_lists" => "Listes de l’obligation scolaire dressées",
        "content_keys" => "Clés des dossiers",
        "custodies" => "Gardes",
        "derogations" => "Dérogations scolaires",
        "external_ids" => "Numéros d’un autre logiciel",
        "document_kind_activities" => "Pièces demandées par activité",
        "document_kinds" => "Types de pièces",
        "exported_files" => "Fichiers envoyés",
        "families" => "Familles",
        "family_letters" => "Lettres aux familles",
        "merges" => "Fiches réunies",
        "merge_rows" => "Lignes déplacées en réunissant des fiches",
        "distinct_pairs" => "Fiches dites différentes",
        "gapless_sequences" => "Numérotation continue",
        "guardians" => "Responsables",
        "health_instructions" => "Consignes de santé",
        "health_records" => "Dossiers de santé",
        "households" => "Foyers",
        "caisse_consultations" => "Consultations de la caisse",
        "child_details" => "Réponses facultatives des enfants",
        "child_habits" => "Habitudes des petits enfants",
        "guardian_details" => "Réponses facultatives des responsables",
        "household_addresses" => "Adresses des foyers",
        "household_debtors" => "Anciens débiteurs des foyers",
        "household_stays" => "Séjours dans les foyers",
        "household_sizes" => "Composition des foyers",
        "kinships" => "Liens de parenté",
        "import_batches" => "Fichiers reçus",
        "invoices" => "Factures",
        "incomes" => "Ressources",
        "mandate_accounts" => "Comptes bancaires",
        "mandates" => "Mandats de prélèvement",
        "relation_entries" => "Suivi des familles",
        "payments" => "Règlements",
        "phones" => "Téléphones",
        "prospecting_objections" => "Oppositions à la prospection",
        "quotients" => "Quotients",
        "registrations" => "Inscriptions",
        "schoolings" => "Scolarités",
        "schools" => "Écoles",
        "search_entries" => "Index de recherche",
        "service_lines" => "Lignes de facture",
        "settings" => "Réglages",
        "subsidies" => "Prises en charge",
        "supporting_documents" => "Pièces des dossiers",
        "suspended_returns" => "Encaissements en attente",
        "tariff_brackets" => "Tranches des tarifs",
        "tariff_sibling_discounts" => "Dégressivité des tarifs",
        "tariffs" => "Tarifs",
        "third_party_funders" => "Tiers financeurs",
        "titres" => "Titres",
        "transport_circuits" => "Circuits de transport",
        "transport_registrations" => "Inscriptions au transport",
        "transport_stops" => "Arrêts de transport",
        "treasury_news" => "Retours de la trésorerie",
        "units" => "Unités",
        "weekly_patterns" => "Semaines types",
        // A table nobody gave a word to is still named.
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every table a mark holds has its word: a new one cannot be forgotten.
    #[test]
    fn every_covered_table_has_a_word() {
        let town = crate::testing::TestTown::new();
        let unlocked = town.app.unlocked().expect("open");
        let tables = unlocked.store().covered_tables();
        assert!(tables.len() > 40, "{tables:?}");
        let silent: Vec<_> = tables.iter().filter(|table| table_label(table) == table.as_str()).collect();
        assert!(silent.is_empty(), "{silent:?}");
    }

    #[test]
    fn a_finding_says_what_and_how_many() {
        let miscount = |marked, found| Miscount { table: "invoices".into(), marked, found };
        let said = |marked, found| table(&miscount(marked, found), "la dernière écriture signée");
        assert_eq!(
            said(12, 11),
            "Factures\u{a0}: le contenu n’est plus celui que la dernière écriture signée a laissé (1 ligne de moins)."
        );
        assert!(said(12, 14).ends_with("(2 lignes de plus)."));
        assert!(said(12, 12).ends_with("(autant de lignes, modifiées ou remplacées)."));
    }
}
