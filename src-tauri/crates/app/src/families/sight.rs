//! What the agent at the desk may see of a family, decided once: what is not seen is not sent (requirements §1.0).

use domain::people::OptionalField;
use security::Right;
use security::access::{
    EditAttendance, EditFamilies, ReadBalance, ReadBank, ReadBilling, ReadDocuments, ReadHealthLight,
    ReadParentalAuthority, ReadPayments, ReadPhotos, ReadStatistics,
};

use crate::call::Call;
use crate::habits::HabitSight;
use crate::supporting;

/// What of a family's line in a list is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glance {
    /// E-mail, regime, bracket, balance as a light: INS, FAC, RES, neither SAN nor TER.
    pub(super) desk: bool,
    /// Amounts due: FAC, RES.
    pub(super) amounts: bool,
    /// Health light, diet and doctor: INS, SAN, TER, neither FAC nor RES.
    pub(super) care: bool,
}

impl Glance {
    pub(super) fn of<R: Right>(call: &Call<'_, R>) -> Self {
        Self {
            desk: call.also::<ReadBalance>().is_some(),
            amounts: call.also::<ReadPayments>().is_some(),
            care: call.also::<ReadHealthLight>().is_some(),
        }
    }
}

/// What of a family's file is sent.
#[derive(Debug, Clone)]
pub(super) struct Sight {
    /// What a list says already.
    pub(super) glance: Glance,
    /// Drafts for forms: INS.
    pub(super) edits: bool,
    /// Birth of guardians (A09, A10): INS and FAC.
    pub(super) births: bool,
    /// Kinship, parental authority and who may not come for a child (V01 to V03, V07): INS, TER and RES, neither FAC nor SAN.
    pub(super) bonds: bool,
    /// Invoices: FAC, RES.
    pub(super) invoices: bool,
    /// What billing reads of the optional fields: FAC.
    billing: bool,
    /// What steering reads of them: RES.
    steering: bool,
    /// What the teams read of them: TER.
    teams: bool,
    /// That a photograph is kept: INS, SAN, TER.
    pub(super) photos: bool,
    /// Which documents lack, and how much is known of each: INS, FAC, SAN, RES, not TER.
    pub(super) documents: Option<supporting::Sight>,
    /// Habits of small children: INS, SAN, TER; what they drink and eat: SAN, TER.
    pub(super) habits: HabitSight,
}

impl Sight {
    pub(super) fn of<R: Right>(call: &Call<'_, R>) -> Self {
        let edits = call.also::<EditFamilies>().is_some();
        Self {
            glance: Glance::of(call),
            edits,
            births: edits || call.also::<ReadBank>().is_some(),
            billing: call.also::<ReadBank>().is_some(),
            steering: call.also::<ReadStatistics>().is_some(),
            teams: call.also::<EditAttendance>().is_some(),
            bonds: call.also::<ReadParentalAuthority>().is_some(),
            invoices: call.also::<ReadBilling>().is_some(),
            photos: call.also::<ReadPhotos>().is_some(),
            documents: call.also::<ReadDocuments>().map(|_| supporting::Sight::of(call)),
            habits: HabitSight::of(call),
        }
    }

    /// Whether an optional field is read at that desk (requirements §1.1 to §1.3, column « profils »). Habits are rows of their own.
    pub(super) fn reads(&self, field: OptionalField) -> bool {
        use OptionalField as Field;
        self.edits
            || match field {
                Field::Profession | Field::EmploymentStatus | Field::SocialGroup => self.steering,
                Field::Employer | Field::WorkStoppage => self.billing,
                Field::HealthFund => self.glance.desk,
                Field::Leisure | Field::Insurance => self.teams,
                Field::SocialSecurityCentre | Field::PortalId | Field::Fax | Field::Directives => false,
                Field::Habits | Field::EatingHabits => false,
            }
    }
}
