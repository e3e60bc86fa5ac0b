//! Identifiers: UUIDv7 made elsewhere (this room draws no random number), one type per kind of thing so that
//! a child can never be passed for a household.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        #[ts(type = "string")]
        pub struct $name(Uuid);

        impl $name {
            /// The identifier carried by this UUID.
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID inside.
            pub const fn as_uuid(&self) -> Uuid {
                self.0
            }

            /// Its sixteen bytes, as stored.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            /// The identifier whose sixteen bytes these are.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )*};
}

ids! {
    /// A letter that left for a family.
    LetterId,
    /// A family file.
    FamilyId,
    /// A household (foyer) of a family.
    HouseholdId,
    /// A guardian (responsable légal).
    GuardianId,
    /// A child.
    ChildId,
    /// An emergency contact or pick-up person.
    ContactId,
    /// A dated custody of a child by a household.
    CustodyId,
    /// A stay of an adult in a household.
    StayId,
    /// A line of the follow-up of a family.
    RelationId,
    /// Incomes of a household over a time.
    IncomeId,
    /// A third-party funder (tiers financeur).
    FunderId,
    /// A subsidy (prise en charge) of a household or of one of its children.
    SubsidyId,
    /// What a subsidy says, from when it was written until it is written anew.
    SubsidyVersionId,
    /// A question kept by a town.
    QueryId,
    /// A SEPA mandate.
    MandateId,
    /// What is said of an adult's parental authority over a child, from a day to a day.
    AuthorityId,
    /// A former address or a second home of a household.
    AddressId,
    /// A consultation of the caisse for a household.
    ConsultationId,
    /// A school.
    SchoolId,
    /// A class of a school.
    ClassId,
    /// Leave to attend another school.
    DerogationId,
    /// A circuit of school transport.
    CircuitId,
    /// A stop of a circuit.
    StopId,
    /// A child's registration to school transport.
    TransportId,
    /// A line of the list of compulsory instruction.
    CompulsoryEntryId,
    /// An activity: canteen, after-school, leisure centre.
    ActivityId,
    /// A unit of an activity: meal, slot, half-day, day.
    UnitId,
    /// A closure of an activity.
    ClosureId,
    /// A child's registration to an activity.
    RegistrationId,
    /// A version of a tariff.
    TariffId,
    /// A recorded quotient familial.
    QuotientId,
    /// A billing run.
    RunId,
    /// An invoice.
    InvoiceId,
    /// A service line of an invoice.
    LineId,
    /// An adjustment waiting for the next run.
    AdjustmentId,
    /// A payment.
    PaymentId,
    /// The allocation of a payment to an invoice.
    AllocationId,
    /// A frozen batch: an exported file or an import.
    BatchId,
    /// A titre sent to the treasury.
    TitreId,
    /// A kind of supporting document.
    DocumentKindId,
    /// A supporting document that was given, seen or sent back.
    DocumentId,
    /// A file joined to a document, or the photograph of somebody.
    AttachmentId,
    /// A text of consent or of information.
    ConsentTextId,
    /// A dated version of such a text.
    ConsentVersionId,
    /// What somebody answered to a version.
    ConsentAnswerId,
    /// An agent of the town hall.
    AgentId,
}
