//! The table of rights.

use super::Role;
use crate::compartment::Compartment;

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
    /// Kinship and parental authority, child by child, and who has lost it (V01 to V03, V07).
    ReadParentalAuthority, "Lire l’autorité parentale et le lien de parenté",
        [Ins Ter Res], reads [Base];
    /// Loss of parental authority (V02): dates and no reason.
    EditParentalAuthority, "Écrire ou lever une perte d’autorité parentale",
        [Res], reads [Base];
    /// Which documents a family gave and which lack (R12). What is of health, of incomes or of a bank: given or not, to who may know it.
    ReadDocuments, "Lire les pièces des dossiers",
        [Ins Fac San Res], reads [Base];
    /// Noting a document given, seen or sent back: all of them at the desk, those they keep for the two others.
    EditDocuments, "Noter les pièces des dossiers",
        [Ins Fac San], reads [Base];
    /// Documents of health: their dates and their history, never what they say.
    KeepHealthDocuments, "Tenir les pièces de santé",
        [San], reads [Base];
    /// Documents of incomes and of a bank: their dates and their history, never what they say.
    KeepMoneyDocuments, "Tenir les pièces de ressources et de banque",
        [Fac], reads [Base];
    /// Files of papers, joined at the desk: those of incomes and of a bank are deposited, and not read back. Never of health.
    AttachFiles, "Joindre un fichier à une pièce",
        [Ins], reads [Base], deposits [Resources Bank];
    /// The files of ordinary papers.
    OpenFiles, "Ouvrir les fichiers des pièces courantes",
        [Ins Res], reads [Base];
    /// The files of papers of health (E20, E21).
    KeepHealthFiles, "Joindre et ouvrir les fichiers des pièces de santé",
        [San], reads [Base HealthRecord];
    /// The files of papers of incomes and of a bank (F02, F05).
    KeepMoneyFiles, "Joindre et ouvrir les fichiers des pièces de ressources et de banque",
        [Fac], reads [Base Resources Bank];
    /// Photographs of children and of who may collect them (A04, E06).
    ReadPhotos, "Voir les photographies autorisées",
        [Ins San Ter], reads [Base];
    /// Photographs of children and of who may collect them (A04, E06).
    EditPhotos, "Ajouter et retirer les photographies",
        [Ins], reads [Base];
    /// Whether a photograph may be shown (A04, E06): the answer alone.
    ReadPhotoConsents, "Savoir si une photographie est autorisée",
        [Ins San Ter Res], reads [Base];
    /// Consents, information of families, objections to prospecting (P08, P14, P15).
    ReadConsents, "Lire les accords et l’information des familles",
        [Ins Res], reads [Base];
    /// What a person answered, withdrew, was shown; their objection to prospecting.
    EditConsents, "Noter les accords, leurs retraits et les oppositions",
        [Ins], reads [Base];
    /// The town's texts, their versions, and whether it prospects at all.
    EditConsentTexts, "Écrire les textes d’accord et d’information",
        [Res], reads [Base];
    /// How a small child sleeps and eats (V15).
    ReadHabits, "Lire les habitudes de vie des petits enfants",
        [Ins San Ter], reads [Base];
    /// How a small child sleeps and eats (V15): said by the family to who looks after the child.
    KeepHabits, "Noter les habitudes de vie des petits enfants",
        [San Ter], reads [Base];
    /// Which milk and textures a small child takes (E15): for them alone.
    KeepEatingHabits, "Lire et noter les habitudes alimentaires des petits enfants",
        [San Ter], reads [Base];
    /// Judgments and social notes (V01).
    ReadSocial, "Lire les notes sociales et jugements",
        [Res], reads [Base Social];
    /// Judgments and social notes (V01).
    EditSocial, "Modifier les notes sociales et jugements",
        [Res], reads [Base Social];
    /// The follow-up of a family: contacts, incidents, complaints, what is to be done (G07).
    ReadRelation, "Lire le suivi de la relation avec les familles",
        [Ins Res], reads [Base];
    /// The follow-up of a family: contacts, incidents, complaints, what is to be done (G07).
    EditRelation, "Écrire le suivi de la relation avec les familles",
        [Ins Res], reads [Base];

    /// The light only: up to date or to complete (E16 for INS).
    ReadHealthLight, "Voir si le dossier santé est à jour",
        [Ins San Ter], reads [Base];
    /// The neutral diet and the doctor (E14, E18), which say nothing of a reason.
    EditDiets, "Modifier le régime alimentaire et le médecin",
        [Ins San], reads [Base];
    /// What to do for today's children: allergies, severity, instruction, PAI (E09, E13, E20).
    ReadInstructions, "Lire les consignes utiles sur le terrain",
        [San Ter], reads [Base HealthOp];
    /// Whom to call, who may and may not collect, the doctor (A07, V02, V08, E18): a child's emergency sheet, instructions apart.
    ReadEmergencySheets, "Lire et imprimer les fiches d’urgence",
        [Ins San Ter], reads [Base];
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
    /// A child's classes, leave to attend another school, school transport (V16, G14).
    ReadSchooling, "Lire la scolarité et le transport scolaire",
        [Ins Ter Res], reads [Base];
    /// Leave to attend another school, registrations to school transport (V16, G14).
    EditSchooling, "Écrire les dérogations et les inscriptions au transport scolaire",
        [Ins], reads [Base];
    /// The yearly list of the children who must be instructed (G13), kept apart from the files.
    KeepCompulsoryList, "Tenir la liste de l’obligation scolaire",
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
    /// Who is here, under which roles, holding which keys: whoever hands keys over has to see who waits for one.
    ReadAgents, "Voir les agents, leurs profils et leurs clés",
        [Fac San Res Adm Dpo], reads [Base];
    /// The table command × right × compartment, and who has which role.
    ReadAccessTable, "Lire la table des habilitations",
        [Res Adm Dpo], reads [Base];
    /// Saying that the entitlements were read again, as once a year (X02).
    ReviewEntitlements, "Attester la revue annuelle des habilitations",
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
    /// The optional fields a service needs, turned on with the reason (X08): who answers for the service, or the administrator.
    ChooseOptionalFields, "Choisir les champs facultatifs",
        [Res Adm], reads [Base];
    /// The plan of backups, and backups made elsewhere or read again (O06).
    BackUp, "Régler et vérifier les sauvegardes",
        [Adm], reads [Base];
    /// The day's backup to the places the town chose (X04): whoever opens the vault makes it, and chooses nothing of it.
    FollowBackupPlan, "Faire la sauvegarde prévue par la commune",
        [Ins Fac San Ter Rpe Res Adm Dpo], reads [Base];
    /// A restore is prepared by one and swapped by two (O07).
    Restore, "Restaurer une sauvegarde",
        [Res Adm], reads [Base];
}
