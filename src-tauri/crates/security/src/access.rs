//! Roles, rights and the typed grant that lets one act.
//!
//! A function that touches something asks for `&Grant<ThatRight>` in its signature. Only
//! [`Session::authorize`] makes one, so a forgotten check does not compile; and the keys behind a
//! right were never opened for who does not hold its compartments, so a wrong check gives no data.

use std::fmt;
use std::marker::PhantomData;

use thiserror::Error;
use uuid::Uuid;

use crate::compartment::Compartment;
use crate::session::{Scope, Session};
use crate::vault::VaultId;

/// The eight profiles of a town hall's family service (requirements §1.0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Enrolment: welcomes families, files, reservations.
    Ins,
    /// Billing and régie: tariffs, invoices, payments.
    Fac,
    /// Nursery direction and health referent.
    San,
    /// In the field: direction of a centre, animators, kitchen.
    Ter,
    /// Animator of the childminders' relay.
    Rpe,
    /// Head of service: steers, validates, exports.
    Res,
    /// Technical administrator: accounts, backups, settings; opens no family file.
    Adm,
    /// Data protection officer: journal and access table.
    Dpo,
}

impl Role {
    /// Every role, in the order of its code.
    pub const ALL: [Role; 8] =
        [Role::Ins, Role::Fac, Role::San, Role::Ter, Role::Rpe, Role::Res, Role::Adm, Role::Dpo];

    /// The three letters, as stored and as agents say them.
    pub const fn code(self) -> &'static str {
        match self {
            Role::Ins => "INS",
            Role::Fac => "FAC",
            Role::San => "SAN",
            Role::Ter => "TER",
            Role::Rpe => "RPE",
            Role::Res => "RES",
            Role::Adm => "ADM",
            Role::Dpo => "DPO",
        }
    }

    /// The role's French name, for screens and printed tables.
    pub const fn label(self) -> &'static str {
        match self {
            Role::Ins => "Agent inscriptions",
            Role::Fac => "Agent facturation, régisseur",
            Role::San => "Référent santé",
            Role::Ter => "Terrain : animation, cuisine",
            Role::Rpe => "Relais petite enfance",
            Role::Res => "Responsable de service",
            Role::Adm => "Administrateur technique",
            Role::Dpo => "Délégué à la protection des données",
        }
    }

    /// The role of a stored code.
    pub fn from_code(code: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.code() == code)
    }

    /// The compartments whose keys an agent of this role holds. The administrator has the page key
    /// and nothing more: rows O03, D03 and X02 are kept by cryptography, not by a screen.
    pub const fn compartments(self) -> &'static [Compartment] {
        use Compartment::{Audit, Bank, Base, HealthOp, HealthRecord, Resources, Social};
        match self {
            Role::Ins | Role::Rpe | Role::Adm => &[Base],
            Role::Fac => &[Base, Resources, Bank],
            Role::San => &[Base, HealthOp, HealthRecord],
            Role::Ter => &[Base, HealthOp],
            Role::Res => &[Base, Resources, Social, Audit],
            Role::Dpo => &[Base, Audit],
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The roles of one agent.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Roles(u8);

impl Roles {
    /// The set of the given roles.
    pub fn of(roles: impl IntoIterator<Item = Role>) -> Roles {
        Roles(roles.into_iter().fold(0, |set, role| set | 1 << role as u8))
    }

    /// Whether the agent has this role.
    pub const fn contains(self, role: Role) -> bool {
        self.0 & (1 << role as u8) != 0
    }

    /// The roles, in the order of [`Role::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.contains(*role))
    }

    /// The compartments these roles are entitled to, each once, in order.
    pub fn compartments(self) -> Vec<Compartment> {
        Compartment::ALL
            .into_iter()
            .filter(|c| self.iter().any(|role| role.compartments().contains(c)))
            .collect()
    }

    /// Whether one of the roles gives the right.
    pub fn give(self, right: &RightRow) -> bool {
        right.roles.iter().any(|role| self.contains(*role))
    }

    /// The rights these roles give, in the order of the table.
    pub fn rights(self) -> impl Iterator<Item = &'static RightRow> {
        RIGHTS.iter().filter(move |right| self.give(right))
    }
}

impl fmt::Debug for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

mod sealed {
    pub trait Sealed {}
}

/// Something an agent may do: a verb and a noun. Nobody outside this module can add one.
pub trait Right: sealed::Sealed + Sized + 'static {
    /// The right's row in the table: name, label, roles, compartments.
    const ROW: RightRow;
    /// The identifier, as the journal and the access table write it.
    const NAME: &'static str = Self::ROW.name;
    /// The compartments whose keys must be open.
    const COMPARTMENTS: &'static [Compartment] = Self::ROW.compartments;
}

/// One line of the table of rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RightRow {
    /// The identifier, as the journal and the access table write it.
    pub name: &'static str,
    /// What it allows, in French, for a DPO.
    pub label: &'static str,
    /// The roles that have it.
    pub roles: &'static [Role],
    /// The compartments whose keys must be open: what may be read.
    pub compartments: &'static [Compartment],
    /// The compartments one may write into *without* being able to read them back: a child's
    /// empty health record at enrolment, the sealed columns of a take-over.
    pub deposits: &'static [Compartment],
}

macro_rules! rights {
    ($( $(#[doc = $doc:literal])+
        $name:ident, $label:literal, [$($role:ident)*], reads [$($compartment:ident)*]
        $(, deposits [$($deposit:ident)*])? ;
    )+) => {
        $(
            $(#[doc = $doc])+
            pub enum $name {}
            impl sealed::Sealed for $name {}
            impl Right for $name {
                const ROW: RightRow = RightRow {
                    name: stringify!($name),
                    label: $label,
                    roles: &[$(Role::$role),*],
                    compartments: &[$(Compartment::$compartment),*],
                    deposits: &[$($(Compartment::$deposit),*)?],
                };
            }
        )+

        /// The table of rights: the one source of who may do what.
        ///
        /// Each row follows requirements §1.0 to §1.9: the administrator opens no family file,
        /// billing sees no health, health and field see no income, the DPO reads the journal and
        /// the access table, the head of service imports, exports and validates.
        pub const RIGHTS: &[RightRow] = &[$(<$name as Right>::ROW),+];
    };
}

rights! {
    /// One's own account, its password, the town's name and the reference tables.
    ReadOwn, "Voir son compte et changer son mot de passe",
        [Ins Fac San Ter Rpe Res Adm Dpo], reads [Base];

    /// The search box: family, child, guardian, invoice, telephone.
    SearchPersons, "Rechercher une famille, un enfant, un responsable",
        [Ins Fac San Ter Res], reads [Base];
    /// Identity, addresses, custody, contacts (A01 to A11, V01 to V16, E01 to E07).
    ReadFamilies, "Lire les dossiers des familles",
        [Ins Fac San Ter Res], reads [Base];
    /// Files, guardians, children, custody, contacts; with the sealed records born empty with a
    /// child, and what the desk is told without being able to read it back.
    EditFamilies, "Créer et modifier les dossiers des familles",
        [Ins], reads [Base], deposits [HealthOp HealthRecord Resources];
    /// Loss or limits of parental authority (V02): a date and no reason.
    EditParentalAuthority, "Modifier l’autorité parentale",
        [Res], reads [Base];
    /// Judgments and social notes (V01).
    ReadSocial, "Lire les notes sociales et jugements",
        [Res], reads [Base Social];
    /// Judgments and social notes (V01).
    EditSocial, "Modifier les notes sociales et jugements",
        [Res], reads [Base Social];

    /// The light only: up to date or to complete (E16 for INS).
    ReadHealthLight, "Voir si le dossier santé est à jour",
        [Ins San Ter], reads [Base];
    /// The neutral diet and the doctor (E14, E18), which say nothing of a reason.
    EditDiets, "Modifier le régime alimentaire et le médecin",
        [Ins San], reads [Base];
    /// What to do for today's children: allergies, severity, instruction, PAI (E09, E13, E20).
    ReadInstructions, "Lire les consignes utiles sur le terrain",
        [San Ter], reads [Base HealthOp];
    /// The full health record (E08 to E21).
    ReadHealth, "Lire le dossier santé",
        [San], reads [Base HealthOp HealthRecord];
    /// The full health record (E08 to E21).
    EditHealth, "Modifier le dossier santé",
        [San], reads [Base HealthOp HealthRecord];

    /// Quotients, incomes, allocataire number (F01 to F03, V17).
    ReadQuotients, "Lire quotients et ressources",
        [Fac Res], reads [Base Resources];
    /// Quotients, incomes, allocataire number (F01 to F03, V17).
    EditQuotients, "Modifier quotients et ressources",
        [Fac], reads [Base Resources];
    /// IBAN and mandates (F04, F05): a full reading is logged.
    ReadBank, "Lire les coordonnées bancaires",
        [Fac], reads [Base Bank];
    /// IBAN and mandates (F04, F05).
    EditBank, "Modifier les coordonnées bancaires",
        [Fac], reads [Base Bank];

    /// Schools, classes, activities, units, openings, calendars.
    ReadActivities, "Lire écoles, activités et calendriers",
        [Ins Fac San Ter Rpe Res], reads [Base];
    /// Schools, classes, activities, units, openings, calendars.
    EditActivities, "Modifier écoles, activités et calendriers",
        [Ins Res], reads [Base];
    /// Enrolments and weekly patterns (G01, G02).
    EditRegistrations, "Inscrire et réserver",
        [Ins], reads [Base];
    /// The grid, day sheets, headcounts.
    ReadAttendance, "Lire les présences et les effectifs",
        [Ins Fac San Ter Res], reads [Base];
    /// Ticking, absences, cancellations (G04).
    EditAttendance, "Pointer les présences",
        [Ins Ter], reads [Base];

    /// Tariffs and their deliberations.
    ReadTariffs, "Lire les tarifs",
        [Ins Fac Res], reads [Base];
    /// A new dated version of a tariff.
    EditTariffs, "Modifier les tarifs",
        [Fac], reads [Base];
    /// The preview of a month, with its anomalies: it needs the quotients.
    PreviewBilling, "Préparer une facturation",
        [Fac Res], reads [Base Resources];
    /// Numbers are taken and invoices become immutable.
    CommitBilling, "Émettre une facturation",
        [Fac], reads [Base Resources];
    /// Runs, invoices, their lines and explanations.
    ReadBilling, "Lire les factures",
        [Fac Res], reads [Base];
    /// A correction of the next run, with its reason.
    EditAdjustments, "Saisir une régularisation",
        [Fac], reads [Base];
    /// Payments, allocations, unpaid list (F06 to F10).
    ReadPayments, "Lire règlements et impayés",
        [Fac Res], reads [Base];
    /// Payments and allocations; a receipt is corrected by a counter-entry (F08).
    EditPayments, "Saisir les règlements",
        [Fac], reads [Base];
    /// The balance of a family as a light (F09).
    ReadBalance, "Voir le solde d’une famille",
        [Ins Fac Res], reads [Base];

    /// Titres and ORMC for the treasury (D01).
    ExportTreasury, "Produire les fichiers de la trésorerie",
        [Fac Res], reads [Base];
    /// Returns of collections from the treasury.
    ImportReturns, "Intégrer les retours de la trésorerie",
        [Fac Res], reads [Base];
    /// Quotients sent by the CAF.
    ImportQuotients, "Intégrer les quotients de la CAF",
        [Fac Res], reads [Base Resources];
    /// Hours statements for the CAF (D05): no health, no social reason.
    ExportCaf, "Produire les états de la CAF",
        [Fac Res], reads [Base Resources];
    /// A take-over from another product (O04): sealed columns are deposited, never read back.
    ImportFamilies, "Reprendre des dossiers d’un autre logiciel",
        [Res], reads [Base], deposits [HealthOp HealthRecord Resources Bank Social];
    /// Lists and files for people (O05): logged with their number of lines.
    ExportLists, "Exporter des listes",
        [Ins Fac Res], reads [Base];
    /// Aggregates with a threshold, never names (G08).
    ReadStatistics, "Lire les statistiques",
        [Res], reads [Base];

    /// Who did and saw what, in readable detail.
    ReadAudit, "Lire le journal",
        [Res Dpo], reads [Base Audit];
    /// The chain alone: no detail is opened, so no key is needed.
    VerifyAudit, "Vérifier le journal",
        [Res Adm Dpo], reads [Base];
    /// The table command × right × compartment, and who has which role.
    ReadAccessTable, "Lire la table des habilitations",
        [Res Adm Dpo], reads [Base];
    /// Accounts: welcome, roles, dates, departure.
    ManageAgents, "Gérer les agents et leurs profils",
        [Adm], reads [Base];
    /// Handing the key of a compartment one holds to an agent entitled to it, or taking it back.
    EntrustKeys, "Confier ou retirer la clé d’un compartiment",
        [Fac San Res Adm Dpo], reads [Base];
    /// The town, the desk, the options.
    ManageSettings, "Modifier les paramètres",
        [Adm], reads [Base];
    /// Backups, made and verified (O06).
    BackUp, "Sauvegarder",
        [Adm], reads [Base];
    /// A restore is prepared by one and swapped by two (O07).
    Restore, "Restaurer une sauvegarde",
        [Res Adm], reads [Base];
}

/// Why a right was not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Denied {
    /// The session is locked: its keys are gone.
    #[error("the session is locked")]
    Locked,
    /// None of the agent's roles gives this right.
    #[error("no role of this agent gives {right}")]
    NotYourRole {
        /// The right asked for.
        right: &'static str,
    },
    /// The agent's entitlement starts later.
    #[error("the entitlement of this agent has not started")]
    NotYetEntitled,
    /// The agent's entitlement is over.
    #[error("the entitlement of this agent is over")]
    NoLongerEntitled,
    /// The role gives the right, but nobody has handed this agent the key yet.
    #[error("this agent has not been handed the key of {compartment}")]
    KeyMissing {
        /// The compartment whose key is missing.
        compartment: Compartment,
    },
}

/// The proof that an agent may do `R`, for as long as the session lives.
///
/// It borrows the session and cannot be copied, kept, sent to a file or printed. It is also the
/// way to the keys: what is sealed opens through it ([`Grant::open`](crate::cell)).
pub struct Grant<'s, R: Right> {
    session: &'s Session,
    right: PhantomData<fn() -> R>,
}

impl<'s, R: Right> Grant<'s, R> {
    /// Only [`Session::authorize`] calls this, after its checks.
    pub(crate) fn mint(session: &'s Session) -> Grant<'s, R> {
        Grant { session, right: PhantomData }
    }

    pub(crate) fn session(&self) -> &'s Session {
        self.session
    }

    /// The agent who acts.
    pub fn agent(&self) -> Uuid {
        self.session.agent()
    }

    /// The vault in which they act.
    pub fn vault(&self) -> VaultId {
        self.session.vault()
    }

    /// The desk at which they act.
    pub fn desk(&self) -> u16 {
        self.session.standing().desk
    }

    /// The roles of the agent: a view may show less to some of those who have the same right.
    pub fn roles(&self) -> Roles {
        self.session.standing().roles
    }

    /// The structures they may see, applied by the store's SQL.
    pub fn scope(&self) -> &'s Scope {
        &self.session.standing().scope
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn holders(name: &str) -> Roles {
        let row = RIGHTS.iter().find(|row| row.name == name).expect("a right of the table");
        Roles::of(row.roles.iter().copied())
    }

    #[test]
    fn a_role_that_has_a_right_holds_its_keys() {
        for row in RIGHTS {
            for role in row.roles {
                // EntrustKeys hands on keys the agent holds; nothing is read through it.
                for compartment in row.compartments {
                    assert!(
                        role.compartments().contains(compartment),
                        "{role} has {} without holding {compartment}",
                        row.name
                    );
                }
            }
        }
    }

    #[test]
    fn names_are_unique_and_every_right_has_someone() {
        let names: BTreeSet<_> = RIGHTS.iter().map(|row| row.name).collect();
        assert_eq!(names.len(), RIGHTS.len());
        let labels: BTreeSet<_> = RIGHTS.iter().map(|row| row.label).collect();
        assert_eq!(labels.len(), RIGHTS.len());
        assert!(RIGHTS.iter().all(|row| !row.roles.is_empty()));
    }

    #[test]
    fn the_administrator_opens_no_family_file() {
        let rights: Vec<_> = Roles::of([Role::Adm]).rights().map(|row| row.name).collect();
        assert_eq!(
            rights,
            [
                "ReadOwn",
                "VerifyAudit",
                "ReadAccessTable",
                "ManageAgents",
                "EntrustKeys",
                "ManageSettings",
                "BackUp",
                "Restore"
            ]
        );
        assert_eq!(Role::Adm.compartments(), [Compartment::Base]);
    }

    #[test]
    fn who_must_not_see_does_not_hold_the_key() {
        use Compartment::{Bank, HealthOp, HealthRecord, Resources, Social};
        let forbidden = [
            (Role::Fac, vec![HealthOp, HealthRecord, Social]),
            (Role::San, vec![Resources, Bank, Social]),
            (Role::Ter, vec![HealthRecord, Resources, Bank, Social]),
            (Role::Res, vec![HealthOp, HealthRecord, Bank]),
            (Role::Ins, vec![HealthOp, HealthRecord, Resources, Bank, Social]),
            (Role::Rpe, vec![HealthOp, HealthRecord, Resources, Bank, Social]),
            (Role::Dpo, vec![HealthOp, HealthRecord, Resources, Bank, Social]),
        ];
        for (role, compartments) in forbidden {
            for compartment in compartments {
                assert!(!role.compartments().contains(&compartment), "{role} {compartment}");
            }
        }
    }

    #[test]
    fn the_dpo_reads_the_journal_and_the_access_table() {
        let rights: Vec<_> = Roles::of([Role::Dpo]).rights().map(|row| row.name).collect();
        assert_eq!(rights, ["ReadOwn", "ReadAudit", "VerifyAudit", "ReadAccessTable", "EntrustKeys"]);
    }

    #[test]
    fn only_billing_commits_and_only_health_reads_health() {
        assert_eq!(holders("CommitBilling"), Roles::of([Role::Fac]));
        assert_eq!(holders("ReadHealth"), Roles::of([Role::San]));
        assert_eq!(holders("ReadInstructions"), Roles::of([Role::San, Role::Ter]));
        assert_eq!(holders("ManageAgents"), Roles::of([Role::Adm]));
        assert_eq!(holders("ReadOwn"), Roles::of(Role::ALL));
    }

    #[test]
    fn sets_of_roles() {
        let set = Roles::of([Role::Res, Role::Ins, Role::Res]);
        assert_eq!(set.iter().collect::<Vec<_>>(), [Role::Ins, Role::Res]);
        assert_eq!(
            set.compartments(),
            [Compartment::Base, Compartment::Resources, Compartment::Social, Compartment::Audit]
        );
        assert_eq!(format!("{set:?}"), "[Ins, Res]");
        assert_eq!(Role::from_code("FAC"), Some(Role::Fac));
        assert_eq!(Role::from_code("fac"), None);
    }
}
