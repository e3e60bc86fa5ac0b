//! Words that must not be recorded: a religion behind a diet, the nature of a handicap, an offence beside
//! parental authority, an origin, an opinion, a diagnosis (rows I01, I02, I03, I07, I08).
//!
//! A word is refused where writing it is forbidden, and only signalled elsewhere. Names are never searched.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::issue::{IssueCode, Issues, Refusal};
use crate::reference::{reference_table, rows};
use crate::values::text::fold;
use crate::values::{holds_national_number, national_number};

/// What a word would reveal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WordCategory {
    /// A religion.
    Religion,
    /// An offence, a conviction, a security measure.
    Offence,
    /// A condition or the nature of a handicap.
    Condition,
    /// A diagnosis refused everywhere: hepatitis, HIV (I08).
    Diagnosis,
    /// An origin.
    Origin,
    /// An opinion, a union.
    Opinion,
    /// A number of the national register, which a town hall may not keep (décret 2019-341).
    NationalNumber,
}

/// What the text is for: the same word is forbidden in one place and merely to be looked at in another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TextKind {
    /// What to do or serve: kitchen notes, conduct in an allergy.
    Instruction,
    /// Measures decided for a handicap (E09).
    Adaptation,
    /// Conditions that call for care (E19), typed by the health officer with the guardians' agreement.
    CareNote,
    /// Parental authority and whoever may pick the child up (V01, V02).
    Authority,
    /// Any other free text.
    Note,
}

/// What becomes of a text where a word was found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is recorded; the agent is told.
    Signalled,
    /// It is not recorded.
    Refused,
}

/// A word found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RefusedWord {
    /// The word as it stands in the text, without accents or case.
    pub word: String,
    /// What it would reveal.
    pub category: WordCategory,
    /// What becomes of the text.
    pub verdict: Verdict,
    /// Why, and what to write instead.
    pub explanation: &'static str,
}

/// One entry of the reference table.
struct Radical {
    text: String,
    category: WordCategory,
    /// Whether only this word counts, not longer ones beginning like it: `viol` is not `violon`.
    whole: bool,
}

/// Radicals that begin innocent words, or are so short that anything begins like them. Everything else matches
/// from the start of a word: `musulman` finds `musulmane`.
const WHOLE_WORDS: [&str; 22] = [
    "viol", "imc", "tsa", "tdah", "vih", "sida", "juif", "juive", "sikh", "jain", "pieux", "cacher",
    "casher", "crime", "delit", "surete", "sourd", "ecrou", "sursis", "prison", "careme", "cancer",
];

/// Unions by their initials, which the table does not hold.
const UNIONS: [&str; 5] = ["cgt", "cfdt", "cftc", "unsa", "fsu"];

/// Endings that leave a whole word itself: plurals and feminines.
const ENDINGS: [&str; 5] = ["", "s", "e", "es", "x"];

fn radicals() -> &'static [Radical] {
    static RADICALS: LazyLock<Vec<Radical>> = LazyLock::new(|| {
        let mut radicals: Vec<Radical> = rows(reference_table!("sante/mots_refuses.csv"))
            .map(|row| {
                let text = fold(&row[1]);
                let category = match (row[0].as_str(), text.as_str()) {
                    (_, "vih" | "sida" | "hepatite") => WordCategory::Diagnosis,
                    ("religion", _) => WordCategory::Religion,
                    ("infraction", _) => WordCategory::Offence,
                    ("pathologie_dans_champ_handicap", _) => WordCategory::Condition,
                    ("origine", _) => WordCategory::Origin,
                    ("opinion", _) => WordCategory::Opinion,
                    (unknown, _) => panic!("unknown category {unknown} in mots_refuses.csv"),
                };
                let whole = WHOLE_WORDS.contains(&text.as_str());
                Radical { text, category, whole }
            })
            .collect();
        radicals.extend(UNIONS.map(|union| Radical {
            text: union.to_owned(),
            category: WordCategory::Opinion,
            whole: true,
        }));
        // Accented and bare spellings of the table meet once folded.
        radicals.dedup_by(|a, b| a.text == b.text);
        radicals
    });
    &RADICALS
}

impl Radical {
    /// The word of a folded text this radical finds.
    fn find<'t>(&self, folded: &'t str) -> Option<&'t str> {
        word_starts(folded).find_map(|start| {
            let rest = folded[start..].strip_prefix(self.text.as_str())?;
            let ending = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let matches = !self.whole || ENDINGS.contains(&ending);
            matches.then(|| &folded[start..start + self.text.len() + ending.len()])
        })
    }
}

fn word_starts(folded: &str) -> impl Iterator<Item = usize> {
    let mut inside = false;
    folded.char_indices().filter_map(move |(at, c)| {
        let starts = c.is_alphanumeric() && !inside;
        inside = c.is_alphanumeric();
        starts.then_some(at)
    })
}

/// The words of a text that should not be in it, each category once.
pub fn refused_words(text: &str, kind: TextKind) -> Vec<RefusedWord> {
    let folded = fold(text);
    let mut found: Vec<RefusedWord> = Vec::new();
    for radical in radicals() {
        if found.iter().any(|word| word.category == radical.category) {
            continue;
        }
        let Some(verdict) = verdict(radical.category, kind) else {
            continue;
        };
        if let Some(word) = radical.find(&folded) {
            let explanation = explanation(radical.category);
            found.push(RefusedWord {
                word: word.to_owned(),
                category: radical.category,
                verdict,
                explanation,
            });
        }
    }
    if let Some(number) = national_number(text) {
        found.push(RefusedWord {
            word: number,
            category: WordCategory::NationalNumber,
            verdict: Verdict::Refused,
            explanation: explanation(WordCategory::NationalNumber),
        });
    }
    found
}

/// Records in `issues` that a text holds a number of the national register: fields that are not watched for words.
pub fn check_no_national_number(issues: &mut Issues, field: &str, text: &str) {
    if national_number(text).is_some() {
        let said = explanation(WordCategory::NationalNumber);
        issues.refuse(field, IssueCode::Forbidden, format!("Ce texte contient {said}"));
    }
}

/// Records in `issues` what a text must not say.
pub fn check_text(issues: &mut Issues, field: &str, text: &str, kind: TextKind) {
    for word in refused_words(text, kind) {
        let message = format!("Le mot « {} » : {}", word.word, word.explanation);
        match word.verdict {
            Verdict::Refused => issues.refuse(field, IssueCode::Forbidden, message),
            Verdict::Signalled => issues.warn(field, IssueCode::Forbidden, message),
        }
    }
}

/// What a category becomes in a text; `None` when the text is the very place for it.
fn verdict(category: WordCategory, kind: TextKind) -> Option<Verdict> {
    use TextKind::{Adaptation, Authority, CareNote, Instruction, Note};
    use WordCategory::{Condition, Diagnosis, NationalNumber, Offence, Opinion, Origin, Religion};
    match (category, kind) {
        // I08: refused everywhere.
        (Diagnosis | NationalNumber, _) => Some(Verdict::Refused),
        // I01: a diet never has a religious ground.
        (Religion, Instruction | Adaptation | CareNote) => Some(Verdict::Refused),
        // I02: the nature of a handicap; an instruction carries no diagnosis either.
        (Condition, Adaptation | Instruction) => Some(Verdict::Refused),
        (Condition, CareNote) => None,
        // I03: parental authority carries no reason.
        (Offence, Authority) => Some(Verdict::Refused),
        // I07: signalled in any free text.
        (Religion, Authority | Note) | (Condition, Authority | Note) | (Offence | Origin | Opinion, _) => {
            Some(Verdict::Signalled)
        }
    }
}

const NATIONAL_NUMBER: &str = "un numéro de sécurité sociale : il n'est enregistré nulle part. Retirez-le.";

/// Why a text that is not watched for words is refused all the same, whatever it is for: it holds a number of the national register with
/// its key. Every text that comes in is asked, once, before anything reads it.
pub fn national_number_refusal(text: &str) -> Option<Refusal> {
    holds_national_number(text)
        .then(|| Refusal::new(IssueCode::Forbidden, format!("Ce texte contient {NATIONAL_NUMBER}")))
}

const fn explanation(category: WordCategory) -> &'static str {
    match category {
        WordCategory::Religion => {
            "un régime ne dit jamais de religion. Choisissez dans la liste ce qu'il faut servir, par exemple « Sans porc » ou « Sans viande »."
        }
        WordCategory::Offence => {
            "aucune infraction, condamnation ni mesure de sûreté n'est enregistrée. Notez seulement qui a l'autorité parentale et depuis quand."
        }
        WordCategory::Condition => {
            "la nature du handicap ou de la maladie n'est pas enregistrée ici. Écrivez ce qu'il faut faire, pas pourquoi."
        }
        WordCategory::Diagnosis => {
            "ce diagnostic n'est enregistré nulle part. Écrivez les précautions communes à tous les enfants, ou rien."
        }
        WordCategory::Origin => {
            "l'origine d'une personne n'est pas enregistrée. Retirez ce mot s'il en parle."
        }
        WordCategory::NationalNumber => NATIONAL_NUMBER,
        WordCategory::Opinion => {
            "une opinion ou un engagement n'est pas enregistré. Retirez ce mot s'il en parle."
        }
    }
}

#[cfg(test)]
mod tests;
