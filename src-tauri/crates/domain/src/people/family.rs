//! A family: the file the town keeps under one number.

use crate::values::ids::FamilyId;
use crate::values::text::fold;

/// A family file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Family {
    /// Identifier.
    pub id: FamilyId,
    /// Number agents and families quote.
    pub number: u32,
    /// Name shown, from its guardians.
    pub label: String,
}

/// The name of a family from those of its guardians in order, each spelling once: `Le Goff · d’Estienne`.
pub fn family_label<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for name in names {
        if !kept.iter().any(|other| fold(other) == fold(name)) {
            kept.push(name);
        }
    }
    kept.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_bears_each_name_once() {
        assert_eq!(family_label(["Le Goff", "LE GOFF", "d’Estienne"]), "Le Goff · d’Estienne");
        assert_eq!(family_label([]), "");
    }
}
