//! Whom to call first in an emergency (A07), and who may leave with a child (V08): those who answer for the child, then the persons the family
//! named, in its order. Who has lost parental authority is neither called nor let leave with the child (V02, Code civil, art. 378).

use super::{AdultNames, ParentalAuthority};

/// Whether an adult answers for a child under what they hold: some authority, and not lost.
pub const fn answers_for(authority: Option<ParentalAuthority>) -> bool {
    matches!(
        authority,
        Some(
            ParentalAuthority::Joint
                | ParentalAuthority::Sole
                | ParentalAuthority::Delegated
                | ParentalAuthority::ThirdParty
        )
    )
}

/// An adult of one of a child's homes, on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AdultAtHand<A> {
    /// Who.
    pub adult: A,
    /// Their names.
    pub names: AdultNames,
    /// What they hold over the child that day.
    pub authority: Option<ParentalAuthority>,
    /// Whether the child is in their home that day.
    pub has_child: bool,
}

/// The adults to call, in order: those in whose home the child is that day, then the others, each home in the order of its file. `barred` are
/// the names of those who have lost authority over the child: an adult written twice is barred under either record.
pub fn to_call<A>(
    adults: impl IntoIterator<Item = AdultAtHand<A>>,
    barred: &[AdultNames],
) -> Vec<AdultAtHand<A>> {
    let mut called: Vec<AdultAtHand<A>> = adults
        .into_iter()
        .filter(|one| answers_for(one.authority) && !is_barred(&one.names, barred))
        .collect();
    called.sort_by_key(|one| !one.has_child);
    called
}

/// Whether an adult is one of those barred, under any of the names of either.
pub fn is_barred(names: &AdultNames, barred: &[AdultNames]) -> bool {
    barred.iter().any(|lost| {
        [&names.birth_name, &names.usage_name]
            .into_iter()
            .any(|name| !name.is_empty() && lost.may_be(name, &names.first_names))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(first_names: &str, birth_name: &str) -> AdultNames {
        AdultNames {
            first_names: first_names.into(),
            birth_name: birth_name.into(),
            usage_name: String::new(),
        }
    }

    fn adult(
        first_names: &'static str,
        authority: Option<ParentalAuthority>,
        has_child: bool,
    ) -> AdultAtHand<&'static str> {
        AdultAtHand { adult: first_names, names: names(first_names, "Roux"), authority, has_child }
    }

    #[test]
    fn the_home_of_the_day_is_called_first_and_nobody_without_authority_a07_v02() {
        let adults = [
            adult("Anne", Some(ParentalAuthority::Joint), false),
            adult("Paul", Some(ParentalAuthority::Lost), true),
            adult("Jeanne", None, true),
            adult("Marc", Some(ParentalAuthority::Joint), true),
            adult("Rose", Some(ParentalAuthority::Delegated), true),
        ];
        let called: Vec<&str> = to_call(adults, &[]).into_iter().map(|one| one.adult).collect();
        assert_eq!(called, ["Marc", "Rose", "Anne"]);
    }

    #[test]
    fn an_adult_written_in_two_files_is_barred_in_both_v02() {
        let adults = [
            adult("Anne", Some(ParentalAuthority::Joint), true),
            adult("Jean-Marc", Some(ParentalAuthority::Joint), true),
        ];
        let barred = [names("Jean-Marc, Julien", "Roux")];
        let called: Vec<&str> = to_call(adults, &barred).into_iter().map(|one| one.adult).collect();
        assert_eq!(called, ["Anne"]);
        assert!(!is_barred(&names("Anne", "Roux"), &barred));
    }

    #[test]
    fn every_authority_but_a_loss_answers_for_a_child() {
        for authority in ParentalAuthority::ALL {
            assert_eq!(answers_for(Some(authority)), authority != ParentalAuthority::Lost);
        }
        assert!(!answers_for(None));
    }
}
