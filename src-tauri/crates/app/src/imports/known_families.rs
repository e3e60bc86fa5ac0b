//! Families and persons a file may name that are here already, or that it named before.

use std::collections::HashMap;

use domain::issue::IssueCode;
use domain::people::GuardianDraft;
use domain::values::ids::FamilyId;
use domain::values::text::fold_compact;
use domain::values::{AddressDraft, BirthDate};
use exchange::tabular::RowIssue;
use exchange::takeover::TakenFamily;
use jiff::civil::Date;
use store::Reader;

use crate::error::Error;
use crate::outside::fingerprint;

/// What tells a family from another whatever file names it: who its members are and when they were born.
pub(super) fn identity_of(taken: &TakenFamily) -> String {
    let born = |birth: Option<BirthDate>| birth.map(|birth| birth.to_string()).unwrap_or_default();
    let guardians = taken.guardians().map(|guardian| {
        let draft = &guardian.draft;
        format!(
            "r|{}|{}|{}",
            fold_compact(&draft.birth_name),
            fold_compact(&draft.first_name),
            born(draft.birth_date)
        )
    });
    let children = taken.children.iter().map(|child| {
        let draft = &child.draft;
        format!(
            "e|{}|{}|{}",
            fold_compact(&draft.name),
            fold_compact(&draft.first_name),
            born(draft.birth_date)
        )
    });
    let mut members: Vec<String> = guardians.chain(children).collect();
    members.sort_unstable();
    fingerprint(members.join("\n").as_bytes())
}

/// A person in three keys: family name, usual first name, birth date.
pub(super) type PersonKey = (String, String, Date);

pub(super) fn person_key(name: &str, first_names: &str, birth: Date) -> PersonKey {
    let usual = first_names.split([',', ' ']).find(|word| !word.is_empty()).unwrap_or_default();
    (fold_compact(name), fold_compact(usual), birth)
}

/// An adult in four keys: names, and how to reach them (telephone, or street and postcode).
pub(super) type AdultKey = (String, String, String, String);

/// Who an adult of a file is beside the others of that file; nothing for one who is named and no more.
pub(super) fn adult_key(adult: &GuardianDraft, address: &AddressDraft) -> Option<AdultKey> {
    let phone =
        adult.phones.iter().map(|phone| phone.chars().filter(char::is_ascii_digit).collect::<String>());
    let phone = phone.into_iter().find(|digits| !digits.is_empty());
    let street = fold_compact(&address.street);
    let (place, postcode) = match phone {
        Some(digits) => (digits, String::new()),
        None if street.is_empty() => return None,
        None => (street, fold_compact(&address.postcode)),
    };
    Some((fold_compact(&adult.birth_name), fold_compact(&adult.first_name), place, postcode))
}

/// Families and persons that may be those of the file.
pub(super) struct KnownFamilies {
    pub(super) by_number: HashMap<String, (String, FamilyId, String)>,
    pub(super) by_identity: HashMap<String, FamilyId>,
    pub(super) children: HashMap<PersonKey, String>,
    /// What this very file has named so far, and on which line.
    pub(super) numbers: HashMap<String, u64>,
    pub(super) identities: HashMap<String, u64>,
    pub(super) named: HashMap<PersonKey, u64>,
    pub(super) adults: HashMap<AdultKey, u64>,
}

impl KnownFamilies {
    /// Those of the file, its product's numbers first.
    pub(super) fn read(reader: &Reader<'_>, profile: &str) -> Result<Self, Error> {
        let mut known = Self {
            by_number: HashMap::new(),
            by_identity: HashMap::new(),
            children: HashMap::new(),
            numbers: HashMap::new(),
            identities: HashMap::new(),
            named: HashMap::new(),
            adults: HashMap::new(),
        };
        for row in reader.external_ids()? {
            let shown = format!("n°\u{a0}{} {}", row.number, row.name);
            known.by_identity.insert(row.identity.clone(), row.family);
            // A number is that of its product only; the same persons are the same family wherever they come from.
            if !row.key.is_empty() && row.profile == profile {
                known.by_number.insert(row.key, (row.identity, row.family, shown));
            }
        }
        for row in reader.child_identities()? {
            let shown = format!("n°\u{a0}{} {}", row.family_number, row.family);
            known.children.insert(person_key(&row.family_name, &row.first_names, row.birth_date), shown);
        }
        Ok(known)
    }
}

/// The same family twice in one file: its number again, or all of its members under none.
pub(super) fn already_in_file(
    taken: &TakenFamily,
    identity: &str,
    known: &mut KnownFamilies,
) -> Option<RowIssue> {
    let line = taken.lines[0];
    let before = match taken.number.as_str() {
        "" => known.identities.insert(identity.to_owned(), line),
        number => known.numbers.insert(number.to_owned(), line),
    };
    let before = before?;
    Some(RowIssue::refused(
        line,
        if taken.number.is_empty() { "" } else { "famille" },
        taken.number.clone(),
        IssueCode::Duplicate,
        format!("Cette famille est déjà à la ligne {before} : celle-ci est passée."),
    ))
}
