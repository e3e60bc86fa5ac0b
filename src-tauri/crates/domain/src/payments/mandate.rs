//! SEPA mandates (F04, F05): who lets the town debit which account, under which reference, and until when.
//!
//! Rulebook of the SEPA Core direct debit, §4.1: the mandate's reference is unique for its creditor and never given again; without a
//! collection for 36 months the mandate is no longer good. A new account of the same debtor is an amendment: the reference stays.

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::issue::{FieldIssue, IssueCode, Issues, Refusal};
use crate::values::Iban;
use crate::values::ids::MandateId;
use crate::values::text::{is_space, tidy};

/// How long a mandate is good after the last collection, or after its signature when there was none.
fn good_for() -> Span {
    36.months()
}

/// A mandate's reference (RUM), at most 35 characters of those banks exchange.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct MandateReference(String);

impl MandateReference {
    /// The longest.
    pub const MAX: usize = 35;

    /// Reads a reference: capitals, digits and `/ - ? : ( ) . , ' +`; nothing a bank would refuse.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let reference = tidy(text).to_uppercase();
        if reference.is_empty() {
            return Err(Refusal::new(IssueCode::Missing, "La référence du mandat manque."));
        }
        if reference.chars().count() > Self::MAX {
            return Err(Refusal::new(
                IssueCode::TooLong,
                format!("Une référence de mandat compte {} caractères au plus.", Self::MAX),
            ));
        }
        let exchanged = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || " /-?:().,'+".contains(c);
        let framed = reference.starts_with('/') || reference.ends_with('/') || reference.contains("//");
        if framed || !reference.chars().all(exchanged) {
            return Err(Refusal::new(
                IssueCode::Malformed,
                "Une référence de mandat n'a ni accent, ni signe que les banques ne s'échangent pas : recopiez-la du mandat signé.",
            ));
        }
        Ok(Self(reference))
    }

    /// The reference Préau gives: the number of the family, then which of its mandates it is.
    pub fn given(family: u32, rank: u32) -> Self {
        Self(format!("PREAU-{family:06}-{rank:03}"))
    }

    /// As it is written on the mandate.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Code of a bank (BIC): needed outside the European Economic Area alone (regulation 260/2012, art. 5 §7).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bic(String);

impl Bic {
    /// Reads a code of 8 or 11 characters, spaces and case indifferent.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let code: String = text.chars().filter(|c| !is_space(*c)).collect::<String>().to_uppercase();
        let letters = |from: usize, to: usize| code[from..to].bytes().all(|b| b.is_ascii_uppercase());
        let formed = code.is_ascii()
            && matches!(code.len(), 8 | 11)
            && letters(0, 6)
            && code[6..].bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        if formed {
            Ok(Self(code))
        } else {
            Err(Refusal::new(
                IssueCode::Malformed,
                "Un BIC compte 8 ou 11 caractères : relisez-le sur le RIB.",
            ))
        }
    }

    /// Whether a bank of this code keeps accounts of a country: its own, or one whose accounts carry another country's letters (European
    /// Payments Council, EPC409-09: France overseas and Monaco, the islands of the British Crown).
    fn serves(&self, country: &str) -> bool {
        const OVERSEAS: [&str; 12] = ["BL", "GF", "GP", "MC", "MF", "MQ", "NC", "PF", "PM", "RE", "WF", "YT"];
        let bank = &self.0[4..6];
        bank == country
            || (country == "FR" && OVERSEAS.contains(&bank))
            || (country == "MC" && bank == "FR")
            || (country == "GB" && ["GG", "IM", "JE"].contains(&bank))
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The account of a mandate as typed.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct AccountDraft {
    /// IBAN, spaces and case indifferent.
    pub iban: String,
    /// BIC; empty inside the European Economic Area.
    pub bic: String,
    /// Whose account it is, as on the RIB.
    pub holder: String,
}

/// The account a mandate lets the town debit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DebitedAccount {
    iban: Iban,
    bic: Option<Bic>,
    holder: String,
}

/// Longest name of a holder: `TitCpte` of the PES.
const HOLDER: usize = 32;

impl DebitedAccount {
    /// Checks the draft; all the problems come back together.
    pub fn try_new(draft: &AccountDraft) -> Result<Self, Vec<FieldIssue>> {
        let mut issues = Issues::new();
        let iban = issues.take("iban", Iban::parse(&draft.iban));
        let typed = !draft.bic.trim().is_empty();
        let bic = issues.take_optional("bic", typed.then(|| Bic::parse(&draft.bic)));
        if let (Some(iban), Some(bic)) = (&iban, &bic)
            && !bic.serves(iban.country())
        {
            issues.refuse(
                "bic",
                IssueCode::Inconsistent,
                "Ce BIC est d'un autre pays que l'IBAN : relisez les deux sur le RIB.",
            );
        }
        if iban.as_ref().is_some_and(|iban| !iban.needs_no_bic()) && !typed {
            issues.refuse(
                "bic",
                IssueCode::Missing,
                "Ce compte est hors de l'Espace économique européen : sa banque demande un BIC.",
            );
        }
        let holder = tidy(&draft.holder);
        if holder.is_empty() {
            issues.refuse(
                "holder",
                IssueCode::Missing,
                "Le titulaire du compte manque : il est écrit sur le RIB.",
            );
        } else if holder.chars().count() > HOLDER {
            issues.refuse(
                "holder",
                IssueCode::TooLong,
                format!("Le titulaire du compte tient en {HOLDER} caractères : abrégez les prénoms."),
            );
        }
        let built = iban.map(|iban| Self { iban, bic, holder });
        issues.finish(built)
    }

    /// The account.
    pub fn iban(&self) -> &Iban {
        &self.iban
    }

    /// The bank.
    pub fn bic(&self) -> Option<&Bic> {
        self.bic.as_ref()
    }

    /// Whose account it is.
    pub fn holder(&self) -> &str {
        &self.holder
    }

    /// What is kept, in its one form.
    pub fn draft(&self) -> AccountDraft {
        AccountDraft {
            iban: self.iban.as_str().to_owned(),
            bic: self.bic.as_ref().map(|bic| bic.as_str().to_owned()).unwrap_or_default(),
            holder: self.holder.clone(),
        }
    }
}

/// Where a mandate stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MandateState {
    /// Printed, not signed: nothing may be debited.
    ToSign,
    /// Good.
    Active,
    /// Taken back by the debtor.
    Revoked,
    /// 36 months without a collection.
    Lapsed,
}

impl MandateState {
    /// Its name on a file.
    pub const fn label(self) -> &'static str {
        match self {
            Self::ToSign => "à signer",
            Self::Active => "en cours",
            Self::Revoked => "révoqué",
            Self::Lapsed => "caduc",
        }
    }
}

/// The life of a mandate: its dates, apart from the account it names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mandate {
    /// Identifier.
    pub id: MandateId,
    /// Its reference.
    pub reference: MandateReference,
    /// When the debtor signed it.
    pub signed_on: Option<Date>,
    /// When a collection was last presented under it.
    pub presented_on: Option<Date>,
    /// From when it is taken back.
    pub revoked_on: Option<Date>,
}

impl Mandate {
    /// The last day it is good for want of a collection; none before it is signed.
    pub fn lapses_on(&self) -> Option<Date> {
        let since = self.presented_on.max(self.signed_on)?;
        since.checked_add(good_for()).ok()
    }

    /// Where it stands on a day.
    pub fn state_on(&self, day: Date) -> MandateState {
        if self.revoked_on.is_some_and(|revoked| revoked <= day) {
            return MandateState::Revoked;
        }
        match (self.signed_on, self.lapses_on()) {
            (Some(signed), Some(last)) if signed <= day => {
                if day <= last {
                    MandateState::Active
                } else {
                    MandateState::Lapsed
                }
            }
            _ => MandateState::ToSign,
        }
    }

    /// Checks dates typed on a day: a signature is of the past, a mandate is not taken back before it was signed.
    pub fn check_dates(&self, issues: &mut Issues, today: Date) {
        if self.signed_on.is_some_and(|signed| signed > today) {
            issues.refuse(
                "signed_on",
                IssueCode::ImpossibleDate,
                "La signature est dans le futur : relisez la date.",
            );
        }
        if let (Some(signed), Some(revoked)) = (self.signed_on, self.revoked_on)
            && revoked < signed
        {
            issues.refuse(
                "revoked_on",
                IssueCode::Inconsistent,
                "La révocation vient avant la signature : relisez les dates.",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn mandate(signed: Option<Date>, presented: Option<Date>, revoked: Option<Date>) -> Mandate {
        Mandate {
            id: MandateId::from_uuid(Uuid::nil()),
            reference: MandateReference::given(12, 1),
            signed_on: signed,
            presented_on: presented,
            revoked_on: revoked,
        }
    }

    #[test]
    fn a_mandate_lives_36_months_after_its_last_collection() {
        let signed = Some(date(2024, 1, 31));
        let cases = [
            (mandate(None, None, None), date(2026, 1, 1), MandateState::ToSign),
            (mandate(signed, None, None), date(2024, 1, 30), MandateState::ToSign),
            (mandate(signed, None, None), date(2024, 1, 31), MandateState::Active),
            (mandate(signed, None, None), date(2027, 1, 31), MandateState::Active),
            (mandate(signed, None, None), date(2027, 2, 1), MandateState::Lapsed),
            (mandate(signed, Some(date(2026, 5, 5)), None), date(2029, 5, 5), MandateState::Active),
            (mandate(signed, Some(date(2026, 5, 5)), None), date(2029, 5, 6), MandateState::Lapsed),
            (mandate(signed, None, Some(date(2025, 1, 1))), date(2024, 12, 31), MandateState::Active),
            (mandate(signed, None, Some(date(2025, 1, 1))), date(2025, 1, 1), MandateState::Revoked),
            (mandate(None, None, Some(date(2025, 1, 1))), date(2025, 1, 1), MandateState::Revoked),
        ];
        for (mandate, day, state) in cases {
            assert_eq!(mandate.state_on(day), state, "{mandate:?} {day}");
        }
    }

    #[test]
    fn a_reference_is_one_banks_exchange() {
        assert_eq!(MandateReference::parse(" preau-12/a ").unwrap().as_str(), "PREAU-12/A");
        for (text, code) in [
            ("", IssueCode::Missing),
            ("É12", IssueCode::Malformed),
            ("/12", IssueCode::Malformed),
            ("1//2", IssueCode::Malformed),
            ("A12345678901234567890123456789012345", IssueCode::TooLong),
        ] {
            assert_eq!(MandateReference::parse(text).unwrap_err().code, code, "{text}");
        }
    }

    #[test]
    fn an_account_is_checked_whole() {
        let issues = |draft: AccountDraft| {
            let issues = DebitedAccount::try_new(&draft).unwrap_err();
            issues.into_iter().map(|issue| (issue.field, issue.code)).collect::<Vec<_>>()
        };
        let wrong = AccountDraft {
            iban: "FR1520041010050500013M02606".into(),
            bic: "PSST".into(),
            holder: String::new(),
        };
        assert_eq!(
            issues(wrong),
            [
                ("iban".to_owned(), IssueCode::WrongKey),
                ("bic".to_owned(), IssueCode::Malformed),
                ("holder".to_owned(), IssueCode::Missing)
            ]
        );
        // A Swiss account is inside SEPA and outside the Economic Area.
        let abroad = AccountDraft {
            iban: "CH9300762011623852957".into(),
            bic: String::new(),
            holder: "M. Favre".into(),
        };
        assert_eq!(issues(abroad), [("bic".to_owned(), IssueCode::Missing)]);
        let german = AccountDraft {
            iban: "FR1420041010050500013M02606".into(),
            bic: "DEUTDEFF".into(),
            holder: "Le Goff".into(),
        };
        assert_eq!(issues(german), [("bic".to_owned(), IssueCode::Inconsistent)]);
        let french = AccountDraft {
            iban: "fr14 2004 1010 0505 0001 3m02 606".into(),
            holder: " Mme  Le Goff ".into(),
            ..AccountDraft::default()
        };
        let account = DebitedAccount::try_new(&french).unwrap();
        assert_eq!((account.iban().last_four(), account.holder()), ("2606", "Mme Le Goff"));
        assert_eq!(DebitedAccount::try_new(&account.draft()).unwrap(), account);
    }

    proptest! {
        #[test]
        fn every_reference_given_is_good_and_no_two_are_the_same(family in 1u32..1_000_000, rank in 1u32..1_000, other in 1u32..1_000) {
            let given = MandateReference::given(family, rank);
            prop_assert_eq!(MandateReference::parse(given.as_str()).unwrap(), given.clone());
            prop_assert_eq!(given == MandateReference::given(family, other), rank == other);
        }
    }
}
