//! The town's settings (treasury.md §5.1).

use super::{Found, Part, flaw};
use crate::issue::IssueCode;
use crate::treasury::Collectivity;

const SETTINGS: &str = "Corrigez-le dans les paramètres du Trésor.";

/// What is wrong with the town's settings.
pub(super) fn settings_flaws(town: &Collectivity) -> [Found; 5] {
    [
        codique(town),
        code_collectivite(town),
        code_budget(town),
        label_length("label", &town.label),
        label_length("post_label", &town.post_label),
    ]
}

fn codique(town: &Collectivity) -> Found {
    let code = town.codique.as_bytes();
    let digits = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
    let corsican = code.starts_with(b"02A") || code.starts_with(b"02B");
    let sound = (6..=7).contains(&code.len()) && (digits(code) || corsican && digits(&code[3..]));
    if sound {
        return None;
    }
    flaw(
        Part::Collectivity,
        "codique",
        IssueCode::Malformed,
        "Le codique du poste comptable compte 6 ou 7 chiffres.",
        SETTINGS,
    )
}

fn code_collectivite(town: &Collectivity) -> Found {
    let code = &town.code_collectivite;
    if code.len() == 3 && code.bytes().all(|b| b.is_ascii_digit()) && code != "000" {
        return None;
    }
    flaw(
        Part::Collectivity,
        "code_collectivite",
        IssueCode::Malformed,
        "Le code collectivité compte 3 chiffres et n'est pas 000.",
        SETTINGS,
    )
}

fn code_budget(town: &Collectivity) -> Found {
    let sound = matches!(town.code_budget.as_bytes(), [b'0'..=b'9' | b'A'..=b'Z', b'0'..=b'9']);
    if sound {
        return None;
    }
    flaw(
        Part::Collectivity,
        "code_budget",
        IssueCode::Malformed,
        "Le code budget compte 2 caractères, par exemple 00.",
        SETTINGS,
    )
}

fn label_length(field: &'static str, label: &str) -> Found {
    if label.chars().count() <= 38 {
        return None;
    }
    flaw(Part::Collectivity, field, IssueCode::TooLong, "Ce libellé dépasse 38 caractères.", SETTINGS)
}
