//! THE COMMAND TABLE: everything a window, the test host or the command line may ask, with the right it needs, what is remembered
//! of it and what its answer depends on. Each host expands it; the windows' types, the list of names the window may call and the
//! table a DPO reads are generated from it (`tests/tidy.rs` fails when they are stale).
//!
//! One entry:
//!
//! ```text
//! name => handler: Right + Joint, Request => View, trace, [tags];
//! ```
//!
//! - `Right` is a type of `security::access`: the handler receives a [`crate::call::Call`] holding the grant of that very right, so
//!   that a handler asking for another does not compile. After `+`, rights by which the answer says more to those who also hold
//!   them: no other can be asked for on the way.
//! - `trace`: `plain` (not logged, may be kept by the window's cache), `own` (not logged: what an agent keeps for themselves), `audited` (an audit line, kept), `sealed` (an audit line and
//!   never kept: health, bank, resources), `write` (an audit line in the same transaction).
//! - `tags`: prefixes of [`crate::changes::Change`] after which a kept answer is dropped. Empty for writes.

use serde::Serialize;

/// How a command is remembered, and whether its answer may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Trace {
    /// Not logged; the answer may be kept until one of its tags changes.
    Plain,
    /// Not logged: what an agent keeps for themselves (their window, their drafts).
    Own,
    /// Logged; the answer may be kept.
    Audited,
    /// Logged; the answer is never kept by the window.
    Sealed,
    /// Logged in the transaction that changes.
    Write,
}

impl Trace {
    /// Whether each use leaves a line in the journal.
    pub const fn is_logged(self) -> bool {
        matches!(self, Trace::Audited | Trace::Sealed | Trace::Write)
    }

    /// What the journal keeps, in French.
    pub const fn label(self) -> &'static str {
        match self {
            Trace::Plain => "non",
            Trace::Own => "non, affaires de l’agent lui-même",
            Trace::Audited => "consultation",
            Trace::Sealed => "consultation, jamais gardée par la fenêtre",
            Trace::Write => "écriture, dans la même transaction",
        }
    }
}

/// One line of the table.
#[derive(Debug, Clone, Copy)]
pub struct CommandEntry {
    /// Name, `noun_verb`.
    pub name: &'static str,
    /// Right it needs; empty before the session opens.
    pub right: &'static str,
    /// Rights by which the answer says more to those who also hold them.
    pub joint: &'static [&'static str],
    /// Compartments that right opens.
    pub compartments: &'static [security::Compartment],
    /// How it is remembered.
    pub trace: Trace,
    /// What its kept answer depends on.
    pub tags: &'static [&'static str],
}

/// Expands `$with!` over the commands that need an open session.
#[macro_export]
macro_rules! for_each_command {
    ($with:ident) => {
        $with! {
            // The session itself
            settings_ui_get => session::settings_get: ReadOwn, Empty => UiSettings, plain, [];
            settings_ui_save => session::settings_save: ReadOwn, UiSettings => UiSettings, own, [];
            session_touch => session::touch: ReadOwn, Empty => Empty, own, [];
            draft_get => session::draft_get: ReadOwn, DraftRequest => DraftView, plain, [];
            draft_save => session::draft_save: ReadOwn, DraftSaveRequest => Empty, own, [];
            draft_discard => session::draft_discard: ReadOwn, DraftRequest => Empty, own, [];
            job_status => session::job_status: ReadOwn, JobRequest => JobView, plain, [];
            job_cancel => session::job_cancel: ReadOwn, JobRequest => JobView, plain, [];
            list_export => lists::export: ExportLists, ListExportRequest => SavedFileView, audited, [];

            // Emergency sheets
            emergency_show => emergency::emergency_show: ReadEmergencySheets + ReadInstructions + ReadParentalAuthority + ReadPhotos, ChildEmergencyRequest => EmergencyView, sealed, [];
            emergency_print => emergency::emergency_print: ReadEmergencySheets + ReadInstructions + ReadParentalAuthority + ReadPhotos, ChildEmergencyRequest => DocumentShownView, audited, [];
            emergency_day_print => emergency::emergency_day_print: ReadEmergencySheets + ReadHealth + ReadInstructions + ReadParentalAuthority + ReadPhotos, EmergencyDayRequest => DocumentShownView, audited, [];

            // Schools, activities, calendar
            school_list => activities::school_list: ReadActivities, SchoolListRequest => SchoolListView, plain, ["activities", "people"];
            school_save => activities::school_save: EditActivities, SchoolSaveRequest => SavedView, write, [];
            class_save => activities::class_save: EditActivities, ClassSaveRequest => SavedView, write, [];
            class_assign => activities::class_assign: EditActivities, ClassAssignRequest => ClassAssignView, write, [];
            year_change_show => activities::year_change_show: EditActivities + ReadFamilies, YearChangeRequest => YearChangeView, plain, ["activities", "people"];
            year_change_save => activities::year_change_save: EditActivities, YearChangeSaveRequest => YearChanged, write, [];
            year_change_undo => activities::year_change_undo: EditActivities, YearChanged => Empty, write, [];
            activity_list => activities::activity_list: ReadActivities, Empty => ActivityListView, plain, ["activities"];
            activity_save => activities::activity_save: EditActivities, ActivitySaveRequest => SavedView, write, [];
            unit_save => activities::unit_save: EditActivities, UnitSaveRequest => SavedView, write, [];
            calendar_show => activities::calendar_show: ReadActivities, CalendarRequest => CalendarView, plain, ["activities", "settings"];
            closure_save => activities::closure_save: EditActivities, ClosureSaveRequest => ClosureSavedView, write, [];
            closure_remove => activities::closure_remove: EditActivities, ClosureRequest => Empty, write, [];

            // Registrations and weekly patterns
            registration_list => registrations::registration_list: ReadAttendance, RegistrationListRequest => RegistrationListView, plain, ["activities", "people"];
            registration_save => registrations::registration_save: EditRegistrations, RegistrationSaveRequest => SavedView, write, [];
            registration_add => registrations::registration_add: EditRegistrations, RegistrationAddRequest => RegistrationsAddedView, write, [];
            pattern_show => registrations::pattern_show: ReadAttendance, PatternRequest => PatternView, plain, ["activities"];
            pattern_check => registrations::pattern_check: EditRegistrations, PatternSaveRequest => PatternReleaseView, plain, ["attendance", "activities", "billing"];
            pattern_save => registrations::pattern_save: EditRegistrations, PatternSaveRequest => PatternReleaseView, write, [];
            pattern_apply => registrations::pattern_apply: EditRegistrations, PatternApplyRequest => PatternApplyView, write, [];

            // Presences
            attendance_grid => attendance::attendance_grid: ReadAttendance + EditAttendance + ReadHealthLight, AttendanceGridRequest => AttendanceGridView, plain, ["attendance", "activities", "people", "billing"];
            attendance_paint => attendance::attendance_paint: EditAttendance, AttendancePaintRequest => AttendancePaintView, write, [];
            attendance_day_validate => attendance::attendance_day_validate: EditAttendance, DayValidateRequest => AttendancePaintView, write, [];
            attendance_undo => attendance::attendance_undo: EditAttendance, StrokeRequest => AttendancePaintView, write, [];
            day_sheet => attendance::day_sheet: ReadAttendance + EditAttendance + ReadHealthLight, DaySheetRequest => DaySheetView, plain, ["attendance", "activities", "people", "billing"];
            day_sheet_pdf => attendance::day_sheet_pdf: ReadAttendance + ReadHealth + ReadHealthLight + ReadInstructions, DaySheetRequest => DocumentShownView, audited, [];
            headcount => attendance::headcount: ReadAttendance + ReadHealthLight, HeadcountRequest => HeadcountView, plain, ["attendance", "activities", "people"];

            // A child and their school: leave to attend another, the bus, compulsory instruction
            family_schooling => schooling::family_schooling: ReadSchooling, FamilyRequest => FamilySchoolingView, plain, ["people", "family", "activities"];
            derogation_save => schooling::derogation_save: EditSchooling, DerogationSaveRequest => SavedView, write, [];
            derogation_remove => schooling::derogation_remove: EditSchooling, DerogationRequest => SavedView, write, [];
            circuit_list => schooling::circuit_list: ReadSchooling, Empty => CircuitListView, plain, ["activities"];
            circuit_save => schooling::circuit_save: EditActivities, CircuitSaveRequest => SavedView, write, [];
            circuit_remove => schooling::circuit_remove: EditActivities, CircuitRequest => SavedView, write, [];
            transport_day => schooling::transport_day: ReadSchooling, TransportDayRequest => TransportDayView, plain, ["activities", "people"];
            transport_day_print => schooling::transport_day_print: ReadSchooling, TransportDayRequest => DocumentShownView, audited, [];
            transport_save => schooling::transport_save: EditSchooling, TransportSaveRequest => SavedView, write, [];
            transport_remove => schooling::transport_remove: EditSchooling, TransportRequest => SavedView, write, [];
            compulsory_show => schooling::compulsory_show: KeepCompulsoryList, CompulsoryRequest => CompulsoryView, audited, ["people"];
            compulsory_draw => schooling::compulsory_draw: KeepCompulsoryList, CompulsoryRequest => CompulsoryDrawnView, write, [];
            compulsory_entry_save => schooling::compulsory_entry_save: KeepCompulsoryList, CompulsoryEntrySaveRequest => SavedView, write, [];
            compulsory_entry_leave => schooling::compulsory_entry_leave: KeepCompulsoryList, CompulsoryLeaveRequest => SavedView, write, [];
            compulsory_erase => schooling::compulsory_erase: KeepCompulsoryList, CompulsoryRequest => CompulsoryErasedView, write, [];
            compulsory_print => schooling::compulsory_print: KeepCompulsoryList, CompulsoryRequest => DocumentShownView, audited, [];
            recipient_export => schooling::recipient_export: ExportLists + ReadSchooling + KeepCompulsoryList, RecipientExportRequest => SavedFileView, audited, [];

            // Tariffs
            tariff_list => tariffs::tariff_list: ReadTariffs, TariffListRequest => TariffListView, plain, ["tariffs", "activities"];
            tariff_show => tariffs::tariff_show: ReadTariffs, TariffRequest => TariffView, plain, ["tariffs", "activities"];
            tariff_save => tariffs::tariff_save: EditTariffs + ReadQuotients, TariffSaveRequest => SavedView, write, [];
            tariff_try => tariffs::tariff_try: ReadTariffs, TariffTryRequest => TariffTryView, plain, [];

            // The day, and finding anyone
            home_show => home::show: ReadOwn + BackUp + CommitBilling + EditAttendance + EditFamilies + EditQuotients + EditRegistrations + EntrustKeys + ExportTreasury + KeepCompulsoryList + ReadAttendance + ReadBalance + ReadBilling + ReadFamilies + ReadHealth + ReadInstructions + ReadPayments + ReadRelation + ReviewEntitlements, Empty => HomeView, plain, ["people", "attendance", "activities", "billing", "payments", "treasury", "health", "backups", "agents"];
            search => search::search: SearchPersons + EditFamilies + ReadBank + ReadBilling + ReadQuotients, SearchRequest => SearchView, plain, [];

            // Families
            family_list => families::list: ReadFamilies + ReadBalance + ReadHealthLight + ReadPayments, FamilyListRequest => FamilyListView, plain, ["people", "payments", "billing", "activities", "health"];
            family_show => families::show: ReadFamilies + EditAttendance + EditFamilies + KeepEatingHabits + KeepHealthDocuments + KeepMoneyDocuments + ReadBalance + ReadBank + ReadBilling + ReadDocuments + ReadHabits + ReadHealthLight + ReadParentalAuthority + ReadPayments + ReadPhotos + ReadStatistics, FamilyRequest => FamilyView, audited, ["family", "people", "attendance", "activities", "payments", "billing", "health", "settings"];
            family_record_print => families::print_record: ReadFamilies + EditAttendance + EditFamilies + KeepEatingHabits + KeepHealthDocuments + KeepMoneyDocuments + ReadBalance + ReadBank + ReadBilling + ReadConsents + ReadDocuments + ReadHabits + ReadHealthLight + ReadParentalAuthority + ReadPayments + ReadPhotoConsents + ReadPhotos + ReadRelation + ReadStatistics, FamilyRequest => DocumentShownView, audited, [];
            family_history => families::history: ReadFamilies + EditFamilies + ReadBank + ReadParentalAuthority + ReadQuotients, FamilyRequest => FamilyHistoryView, sealed, [];
            family_check => families::check: EditFamilies, FamilyRegisterRequest => FamilyCheckView, plain, [];
            duplicate_list => families::duplicates: EditFamilies, Empty => DuplicateListView, plain, ["people", "family"];
            duplicate_distinguish => families::distinguish: EditFamilies, DistinguishRequest => Empty, write, [];
            merge_show => families::show_merge: EditFamilies + EditHealth + EditQuotients, RecordPairRequest => MergeView, sealed, ["people", "family", "health", "attendance", "activities", "billing", "payments"];
            merge_save => families::merge: EditFamilies + EditHealth + EditParentalAuthority + EditQuotients, MergeSaveRequest => MergedView, write, [];
            merge_undo => families::undo_merge: EditFamilies + KeepHealthDocuments + KeepMoneyDocuments + ReadBalance + ReadBank + ReadBilling + ReadHealth + ReadPayments + ReadQuotients, MergeUndoRequest => Empty, write, [];
            family_register => families::register: EditFamilies, FamilyRegisterRequest => FamilyWritten, write, [];
            household_add => families::add_household: EditFamilies, HouseholdAddRequest => FamilyWritten, write, [];
            household_edit => families::edit_household: EditFamilies, HouseholdEditRequest => FamilyWritten, write, [];
            household_address_save => families::save_address: EditFamilies, HouseholdAddressSaveRequest => FamilyWritten, write, [];
            household_address_remove => families::remove_address: EditFamilies, HouseholdAddressRequest => FamilyWritten, write, [];
            household_size_save => families::save_size: EditFamilies, HouseholdSizeSaveRequest => FamilyWritten, write, [];
            household_size_remove => families::remove_size: EditFamilies, HouseholdSizeRequest => FamilyWritten, write, [];
            household_composition => families::composition: ReadFamilies + EditFamilies + ReadBank, CompositionRequest => CompositionView, audited, ["family", "people"];
            household_split => families::split_household: EditFamilies, HouseholdSplitRequest => FamilyWritten, write, [];
            household_stay_save => families::save_stay: EditFamilies, HouseholdStaySaveRequest => FamilyWritten, write, [];
            household_set_debtor => families::set_debtor: EditFamilies, DebtorSetRequest => FamilyWritten, write, [];
            guardian_save => families::save_guardian: EditFamilies, GuardianSaveRequest => FamilyWritten, write, [];
            kinship_save => families::save_kinship: EditFamilies, KinshipSaveRequest => FamilyWritten, write, [];
            authority_save => families::save_authority: EditFamilies, AuthoritySaveRequest => FamilyWritten, write, [];
            authority_remove => families::remove_authority: EditFamilies, AuthorityRequest => FamilyWritten, write, [];
            authority_loss_save => families::save_loss: EditParentalAuthority, AuthorityLossRequest => FamilyWritten, write, [];
            authority_loss_remove => families::remove_loss: EditParentalAuthority, AuthorityRequest => FamilyWritten, write, [];
            child_register => families::register_child: EditFamilies, ChildRegisterRequest => FamilyWritten, write, [];
            child_edit => families::edit_child: EditFamilies, ChildEditRequest => FamilyWritten, write, [];
            custody_preview => families::preview_custody: EditFamilies, CustodyPreviewRequest => CustodyPreviewView, plain, ["settings"];
            custody_save => families::save_custody: EditFamilies, CustodySaveRequest => FamilyWritten, write, [];
            contact_save => families::save_contact: EditFamilies, ContactSaveRequest => FamilyWritten, write, [];
            contact_remove => families::remove_contact: EditFamilies, ContactRequest => ContactView, write, [];

            // Statistics
            statistics_options => statistics::statistics_options: ReadStatistics, Empty => StatisticsOptionsView, plain, ["settings"];
            statistics_run => statistics::statistics_run: ReadStatistics, StatisticsRunRequest => StatisticsView, audited, ["people", "family", "activities", "attendance", "settings"];

            // Habits of small children
            family_habits => habits::family_habits: ReadHabits + KeepEatingHabits + KeepHabits, FamilyRequest => FamilyHabitsView, audited, ["family", "people", "settings"];
            habits_save => habits::habits_save: KeepHabits + KeepEatingHabits, HabitsSaveRequest => SavedView, write, [];

            // The follow-up of a family
            relation_list => relation::list: ReadRelation, FamilyRequest => RelationListView, audited, ["family"];
            relation_save => relation::save: EditRelation, RelationSaveRequest => RelationWrittenView, write, [];
            relation_close => relation::close: EditRelation, RelationCloseRequest => RelationWrittenView, write, [];
            relation_remove => relation::remove: EditRelation, RelationRequest => FamilyWritten, write, [];
            letter_write => letters::write: EditRelation, LetterWriteRequest => LetterWrittenView, write, [];
            letter_print => letters::print_again: ReadRelation + KeepHealthDocuments + KeepMoneyDocuments + ReadBalance + ReadHealthLight + ReadParentalAuthority, LetterRequest => DocumentShownView, audited, [];
            // Supporting documents
            query_options => queries::options: ExportLists + ReadFamilies + ReadBalance + ReadDocuments + ReadConsents + KeepHealthDocuments + KeepMoneyDocuments + ReadHealthLight + ReadParentalAuthority, Empty => QueryOptionsView, plain, ["activities", "people"];
            query_list => queries::list: ExportLists, Empty => QueryListView, plain, ["settings"];
            query_run => queries::run: ExportLists + ReadFamilies + ReadBalance + ReadDocuments + ReadConsents + KeepHealthDocuments + KeepMoneyDocuments + ReadHealthLight + ReadParentalAuthority, QueryRunRequest => QueryRunView, audited, ["people", "family", "activities"];
            query_save => queries::save: ExportLists, QuerySaveRequest => SavedView, write, [];
            query_remove => queries::remove: ExportLists, QueryRequest => SavedView, write, [];
            document_kind_list => supporting::document_kind_list: ReadActivities, Empty => DocumentKindListView, plain, ["activities"];
            document_kind_save => supporting::document_kind_save: EditActivities, DocumentKindSaveRequest => SavedView, write, [];
            document_kind_remove => supporting::document_kind_remove: EditActivities, DocumentKindRequest => SavedView, write, [];
            document_kinds_start => supporting::document_kinds_start: EditActivities, Empty => DocumentKindListView, write, [];
            family_documents => supporting::family_documents: ReadDocuments + AttachFiles + EditDocuments + EditFamilies + KeepHealthDocuments + KeepHealthFiles + KeepMoneyDocuments + KeepMoneyFiles + OpenFiles + ReadBalance + ReadHealthLight + ReadParentalAuthority, FamilyRequest => FamilyDocumentsView, audited, ["family", "people", "activities"];
            document_list => supporting::document_list: ReadDocuments + KeepHealthDocuments + KeepMoneyDocuments + ReadBalance + ReadHealthLight + ReadParentalAuthority, Empty => DocumentListView, plain, ["family", "people", "activities"];
            document_letters_print => supporting::document_letters_print: ReadDocuments + KeepHealthDocuments + KeepMoneyDocuments + ReadBalance + ReadHealthLight + ReadParentalAuthority, DocumentLettersRequest => DocumentLettersView, write, [];
            document_note => supporting::document_note: EditDocuments + EditFamilies + KeepHealthDocuments + KeepMoneyDocuments, DocumentNoteRequest => DocumentNotedView, write, [];
            document_remove => supporting::document_remove: EditDocuments + EditFamilies + KeepHealthDocuments + KeepMoneyDocuments + ReadBalance + ReadHealthLight + ReadParentalAuthority, DocumentRequest => DocumentNotedView, write, [];
            attachment_add => supporting::attachment_add: EditDocuments + AttachFiles + EditFamilies + KeepHealthDocuments + KeepHealthFiles + KeepMoneyDocuments + KeepMoneyFiles, AttachmentAddRequest => AttachmentAddedView, write, [];
            attachment_remove => supporting::attachment_remove: EditDocuments + AttachFiles + EditFamilies + KeepHealthDocuments + KeepHealthFiles + KeepMoneyDocuments + KeepMoneyFiles + OpenFiles, AttachmentRequest => AttachmentRemovedView, write, [];
            attachment_show => supporting::attachment_show: ReadDocuments + KeepHealthFiles + KeepMoneyFiles + OpenFiles, AttachmentShowRequest => AttachmentPageView, sealed, [];
            attachment_save => supporting::attachment_save: ReadDocuments + KeepHealthFiles + KeepMoneyFiles + OpenFiles, AttachmentSaveRequest => SavedFileView, sealed, [];

            // Consents and information
            consent_text_list => consents::consent_text_list: ReadConsents, Empty => ConsentTextListView, plain, ["settings"];
            consent_text_save => consents::consent_text_save: EditConsentTexts, ConsentTextSaveRequest => ConsentTextListView, write, [];
            consent_version_add => consents::consent_version_add: EditConsentTexts, ConsentVersionAddRequest => ConsentTextListView, write, [];
            consent_text_retire => consents::consent_text_retire: EditConsentTexts, ConsentTextRetireRequest => ConsentTextListView, write, [];
            consent_texts_start => consents::consent_texts_start: EditConsentTexts, Empty => ConsentTextListView, write, [];
            prospecting_save => consents::prospecting_save: EditConsentTexts, ProspectingSaveRequest => ConsentTextListView, write, [];
            family_consents => consents::family_consents: ReadPhotoConsents + ReadConsents, FamilyRequest => FamilyConsentsView, audited, ["family", "people", "settings"];
            consent_answer => consents::consent_answer: EditConsents, ConsentAnswerRequest => ConsentAnsweredView, write, [];
            consent_answer_remove => consents::consent_answer_remove: EditConsents, ConsentAnswerRemoveRequest => ConsentAnsweredView, write, [];
            prospecting_object => consents::prospecting_object: EditConsents, ProspectingObjectRequest => ConsentAnsweredView, write, [];

            // Photographs
            family_photos => photos::family_photos: ReadPhotos, FamilyRequest => FamilyPhotosView, audited, ["family", "people", "settings"];
            child_photos => photos::child_photos: ReadPhotos, ChildPhotosRequest => ChildPhotosView, audited, ["family", "people", "settings"];
            photo_save => photos::photo_save: EditPhotos, PhotoSaveRequest => PhotoWrittenView, write, [];
            photo_remove => photos::photo_remove: EditPhotos, PhotoRequest => PhotoWrittenView, write, [];

            // Quotients
            quotient_list => quotients::list: ReadQuotients, HouseholdRequest => QuotientListView, sealed, [];
            quotient_current => quotients::current: ReadQuotients, Empty => QuotientsCurrentView, sealed, [];
            quotient_add => quotients::add: EditQuotients, QuotientAddRequest => FamilyWritten, write, [];
            income_list => incomes::list: ReadQuotients, HouseholdRequest => IncomeListView, sealed, [];
            income_add => incomes::add: EditQuotients + ReadQuotients, IncomeAddRequest => FamilyWritten, write, [];
            income_remove => incomes::remove: EditQuotients, IncomeRequest => FamilyWritten, write, [];
            subsidy_list => subsidies::list: ReadQuotients, HouseholdRequest => SubsidyListView, sealed, [];
            subsidy_add => subsidies::add: EditQuotients, SubsidyAddRequest => FamilyWritten, write, [];
            subsidy_end => subsidies::end: EditQuotients, SubsidyEndRequest => FamilyWritten, write, [];
            subsidy_remove => subsidies::remove: EditQuotients, SubsidyRequest => FamilyWritten, write, [];
            funder_list => subsidies::funder_list: ReadQuotients, Empty => FunderListView, plain, ["settings"];
            funder_save => subsidies::funder_save: EditQuotients, FunderSaveRequest => SavedView, write, [];
            funder_remove => subsidies::funder_remove: EditQuotients, FunderRequest => SavedView, write, [];
            run_funders => subsidies::run_funders: ReadQuotients, RunRequest => FundersOwedView, sealed, [];
            caisse_consult => families::add_consultation: EditQuotients, CaisseConsultRequest => FamilyWritten, write, [];
            allocataire_save => quotients::save_allocataire: EditQuotients, AllocataireSaveRequest => FamilyWritten, write, [];

            // Bank
            usual_means_set => mandates::set_usual_means: EditPayments, UsualMeansRequest => FamilyWritten, write, [];
            mandate_list => mandates::list: ReadBank, HouseholdRequest => MandateListView, sealed, [];
            mandate_account_show => mandates::account: ReadBank, MandateRequest => AccountView, sealed, [];
            mandate_save => mandates::save: EditBank, MandateSaveRequest => FamilyWritten, write, [];
            mandate_revoke => mandates::revoke: EditBank, MandateRevokeRequest => FamilyWritten, write, [];
            mandate_remove => mandates::remove: EditBank, MandateRequest => FamilyWritten, write, [];

            // Health
            health_list => health::list: ReadHealth, Empty => HealthListView, sealed, [];
            health_show => health::show: ReadHealth, HealthShowRequest => HealthView, sealed, [];
            health_edit => health::edit: EditHealth + ReadHealth + ReadInstructions, HealthEditRequest => HealthWritten, write, [];
            health_words_check => health::check_words: ReadOwn, WordsCheckRequest => WordsCheckView, plain, [];
            kitchen_today => health::kitchen: ReadInstructions + ReadHealth, KitchenRequest => KitchenView, sealed, [];

            // Billing
            billing_overview => billing::overview: ReadBilling, Empty => BillingOverviewView, plain, ["billing", "attendance", "treasury", "payments"];
            billing_preview => billing::preview: PreviewBilling, BillingMonthRequest => JobView, sealed, [];
            billing_preview_show => billing::preview_show: PreviewBilling, BillingMonthRequest => BillingPreviewView, plain, [];
            billing_preview_invoices => billing::preview_invoices: PreviewBilling, Empty => PreviewInvoiceListView, plain, [];
            billing_preview_invoice => billing::preview_invoice: PreviewBilling, PreviewInvoiceRequest => PreviewInvoiceView, plain, [];
            billing_commit => billing::commit: CommitBilling, BillingCommitRequest => JobView, write, [];
            run_list => billing::run_list: ReadBilling, Empty => RunListView, plain, ["billing", "payments", "treasury"];
            run_show => billing::run_show: ReadBilling, RunRequest => RunView, plain, ["billing", "payments", "treasury"];
            run_pdf => billing::run_pdf: ReadBilling + ReadQuotients, RunRequest => JobView, audited, [];
            invoice_list => billing::invoice_list: ReadBilling + ReadQuotients, InvoiceListRequest => InvoiceListView, plain, ["billing", "payments"];
            invoice_show => billing::invoice_show: ReadBilling + ReadQuotients, InvoiceRequest => InvoiceView, plain, ["billing", "payments", "treasury"];
            invoice_pdf => billing::invoice_pdf: ReadBilling + ReadQuotients, InvoiceRequest => DocumentShownView, audited, [];
            adjustment_add => billing::adjustment_add: EditAdjustments + ReadQuotients, AdjustmentAddRequest => AdjustmentListView, write, [];
            adjustment_list => billing::adjustment_list: ReadBilling, Empty => AdjustmentListView, plain, ["billing", "people"];
            adjustment_withdraw => billing::adjustment_withdraw: EditAdjustments, AdjustmentRequest => AdjustmentListView, write, [];

            // Payments
            payment_record => payments::record: EditPayments, PaymentRecordRequest => ReceiptView, write, [];
            payment_cancel => payments::cancel: EditPayments, PaymentCancelRequest => ReceiptView, write, [];
            payment_allocate => payments::allocate: EditPayments, PaymentAllocateRequest => AllocatedView, write, [];
            payment_release => payments::release: EditPayments, PaymentReleaseRequest => ReceiptView, write, [];
            payment_list => payments::list: ReadPayments, PaymentListRequest => PaymentListView, plain, ["payments", "people"];
            household_account => payments::account: ReadPayments, HouseholdAccountRequest => HouseholdAccountView, plain, ["payments", "billing"];
            unpaid_list => payments::unpaid: ReadPayments, UnpaidListRequest => UnpaidListView, plain, ["payments", "billing", "people"];

            // The treasury
            treasury_settings_show => treasury::settings_show: ExportTreasury, Empty => TreasurySettings, plain, ["settings"];
            treasury_overview => treasury::overview: ExportTreasury, TreasuryOverviewRequest => TreasuryOverviewView, plain, ["treasury", "billing", "people", "settings", "payments", "imports"];
            treasury_export => treasury::export: ExportTreasury, TreasuryExportRequest => TreasuryExportView, write, [];
            treasury_settings_save => treasury::settings_save: ExportTreasury, TreasurySettings => TreasurySettings, write, [];
            exercices_show => treasury::exercices_show: ReadBilling, Empty => ExercicesView, plain, ["treasury", "billing", "settings"];
            sequence_start => treasury::sequence_start: ExportTreasury, SequenceStartRequest => ExercicesView, write, [];
            run_set_exercice => treasury::run_set_exercice: ExportTreasury, RunExerciceRequest => RunRow, write, [];

            // Files received
            returns_preview => imports::returns_preview: ImportReturns, ImportPreviewRequest => JobView, plain, [];
            returns_remap => imports::returns_remap: ImportReturns, ImportRemapRequest => JobView, plain, [];
            returns_show => imports::returns_show: ImportReturns, Empty => ReturnImportView, plain, [];
            returns_commit => imports::returns_commit: ImportReturns, ReturnCommitRequest => ImportDoneView, write, [];
            returns_rejected_file => imports::returns_rejected_file: ImportReturns, Empty => SavedFileView, audited, [];
            suspended_list => imports::suspended_list: ImportReturns, Empty => SuspendedListView, plain, ["treasury", "imports", "payments"];
            suspended_assign => imports::suspended_assign: ImportReturns, SuspendedAssignRequest => SuspendedListView, write, [];
            suspended_dismiss => imports::suspended_dismiss: ImportReturns, SuspendedDismissRequest => SuspendedListView, write, [];
            quotients_preview => imports::quotients_preview: ImportQuotients, ImportPreviewRequest => JobView, sealed, [];
            quotients_remap => imports::quotients_remap: ImportQuotients, ImportRemapRequest => JobView, sealed, [];
            quotients_show => imports::quotients_show: ImportQuotients, Empty => QuotientImportView, sealed, [];
            quotients_correct => imports::quotients_correct: ImportQuotients, CellCorrectRequest => JobView, sealed, [];
            quotients_try => imports::quotients_try: ImportQuotients, QuotientCommitRequest => JobView, sealed, [];
            quotients_commit => imports::quotients_commit: ImportQuotients, QuotientCommitRequest => ImportDoneView, write, [];
            quotients_rejected_file => imports::quotients_rejected_file: ImportQuotients, Empty => SavedFileView, sealed, [];
            families_preview => imports::families_preview: ImportFamilies, ImportPreviewRequest => JobView, sealed, [];
            families_remap => imports::families_remap: ImportFamilies, ImportRemapRequest => JobView, sealed, [];
            families_show => imports::families_show: ImportFamilies, Empty => FamilyImportView, sealed, [];
            families_row => imports::families_row: ImportFamilies, FamilyRowRequest => FamilyImportRow, sealed, [];
            families_correct => imports::families_correct: ImportFamilies, CellCorrectRequest => JobView, sealed, [];
            families_try => imports::families_try: ImportFamilies, FamilyCommitRequest => JobView, sealed, [];
            families_commit => imports::families_commit: ImportFamilies, FamilyCommitRequest => JobView, write, [];
            families_rejected_file => imports::families_rejected_file: ImportFamilies, Empty => SavedFileView, sealed, [];
            caf_alsh_preview => caf::alsh_preview: ExportCaf, CafAlshRequest => JobView, audited, [];
            caf_alsh_show => caf::alsh_show: ExportCaf, CafAlshRequest => CafAlshView, plain, [];
            caf_alsh_export => caf::alsh_export: ExportCaf, CafAlshRequest => JobView, write, [];
            caf_statement_list => caf::statement_list: ExportCaf, Empty => CafStatementListView, plain, ["treasury"];
            caf_statement_save => caf::statement_save: ExportCaf, CafStatementRequest => SavedFileView, audited, [];
            import_list => imports::list: ImportReturns, Empty => ImportListView, plain, ["imports"];
            import_undo => imports::undo: ImportQuotients + ImportFamilies, ImportBatchRequest => ImportListView, write, [];

            // Agents, their roles, their keys
            password_change => agents::change_password: ReadOwn, PasswordChangeRequest => Empty, write, [];
            agent_list => agents::list: ReadAgents, Empty => AgentListView, plain, ["agents"];
            agent_welcome => agents::welcome: ManageAgents, AgentWelcomeRequest => AgentView, write, [];
            agent_role_set => agents::set_role: ManageAgents, AgentRoleRequest => AgentView, write, [];
            agent_role_end => agents::end_role: ManageAgents, AgentRoleEndRequest => AgentView, write, [];
            agent_depart => agents::depart: ManageAgents, AgentRequest => AgentView, write, [];
            compartment_entrust => agents::entrust: EntrustKeys, CompartmentKeyRequest => Empty, write, [];
            compartment_withdraw => agents::withdraw: EntrustKeys, CompartmentKeyRequest => Empty, write, [];
            desk_list => agents::desks: ReadAccessTable, Empty => DesksView, plain, ["agents"];
            enrolment_create => agents::enrolment_create: ManageAgents, Empty => EnrolmentView, write, [];
            enrolment_withdraw => agents::enrolment_withdraw: ManageAgents, Empty => DesksView, write, [];
            installation_renew => agents::installation_renew: ManageAgents, InstallationRenewRequest => RecoveryView, write, [];
            break_glass_begin => agents::break_glass_begin: ManageAgents, BreakGlassRequest => BreakGlassView, write, [];
            break_glass_end => agents::break_glass_end: ManageAgents, Empty => BreakGlassView, write, [];
            yearly_show => agents::yearly_show: ReadAgents, Empty => YearlyView, plain, ["agents"];
            yearly_review => agents::yearly_review: ReviewEntitlements, Empty => YearlyView, write, [];
            keys_renew => agents::renew_keys: EntrustKeys, Empty => KeysRenewedView, write, [];
            reach_widen => agents::reach_widen: ReadFamilies, ReachWidenRequest => BreakGlassView, write, [];
            reach_narrow => agents::reach_narrow: ReadFamilies, Empty => BreakGlassView, write, [];
            recovery_show => recovery::show: ReadAccessTable, Empty => RecoveryView, plain, ["agents", "settings"];
            recovery_print => recovery::print: ManageAgents, Empty => DocumentShownView, write, [];
            recovery_renew => recovery::renew: ManageAgents, RecoveryRenewRequest => RecoveryView, write, [];
            recovery_rehearse => recovery::rehearse: ManageAgents, TypedSheets => JobView, write, [];
            access_table_show => agents::access_table: ReadAccessTable, Empty => AccessTableView, plain, [];

            // The journal, and what the file promises
            audit_list => journal::list: ReadAudit, AuditListRequest => AuditListView, sealed, [];
            alert_list => journal::alerts: ReadAudit, Empty => AlertListView, sealed, [];
            audit_export => journal::export: ReadAudit, AuditListRequest => AuditExportView, sealed, [];
            audit_verify => journal::verify: VerifyAudit, Empty => JobView, audited, [];
            vault_verify => journal::verify_vault: VerifyAudit, Empty => JobView, audited, [];

            // The town and its backups
            town_show => settings::show: ReadOwn, Empty => TownView, plain, ["settings"];
            optional_field_list => settings::list_optional_fields: ReadOwn + ChooseOptionalFields, Empty => OptionalFieldListView, plain, ["settings", "people", "activities", "agents"];
            optional_field_set => settings::set_optional_field: ChooseOptionalFields, OptionalFieldSetRequest => OptionalFieldListView, write, [];
            asked_notice_pdf => settings::print_asked_notice: ReadOwn, Empty => DocumentShownView, audited, [];
            place_search => settings::search_places: ReadOwn, PlaceSearchRequest => PlaceSearchView, plain, [];
            town_save => settings::edit: ManageSettings, TownSaveRequest => TownView, write, [];
            backup_show => backups::show: ReadOwn, Empty => BackupStatusView, plain, ["backups"];
            backup_place_add => backups::add_place: BackUp, Empty => BackupStatusView, write, [];
            backup_place_save => backups::save_place: BackUp, BackupPlaceSaveRequest => BackupStatusView, write, [];
            backup_place_move => backups::move_place: BackUp, BackupPlaceRequest => BackupStatusView, write, [];
            backup_place_remove => backups::remove_place: BackUp, BackupPlaceRequest => BackupStatusView, write, [];
            backup_run => backups::run: FollowBackupPlan, BackupRunRequest => JobView, write, [];
            backup_create => backups::create: BackUp, Empty => JobView, write, [];
            backup_verify => backups::verify: BackUp, BackupChoice => JobView, audited, [];
            backup_list => backups::list: Restore, Empty => BackupListView, plain, ["backups"];
            backup_restore => backups::restore: Restore, Empty => JobView, audited, [];
            restore_prepare => backups::prepare: Restore, BackupChoice => JobView, audited, [];
            restore_give_up => backups::give_up: Restore, Empty => Empty, plain, [];
            restore_rehearse => backups::rehearse: BackUp, BackupChoice => JobView, write, [];
        }
    };
}

/// Expands `$with!` over the commands that work on a locked vault.
#[macro_export]
macro_rules! for_each_gate_command {
    ($with:ident) => {
        $with! {
            session_state => gate::state: Empty => SessionView;
            session_unlock => gate::unlock: UnlockRequest => SessionView;
            desk_enrol => gate::enrol: DeskEnrolRequest => SessionView;
            desk_recover => recovery::authorise_desk: TypedSheets => SessionView;
            agent_recover => recovery::restore_agent: AgentRestoreRequest => AgentRestoredView;
            session_lock => gate::lock: Empty => SessionView;
            vault_choose => gate::choose: Empty => SessionView;
            vault_rescue => backups::rescue: Empty => SessionView;
            vault_rescue_slots => backups::rescue_slots: Empty => SessionView;
            vault_swap => backups::swap: SwapRequest => SessionView;
            vault_create => gate::create: VaultCreateRequest => SessionView;
            vault_create_fictive => gate::create_fictive: FictiveCreateRequest => FictiveView;
            password_measure => gate::measure_password: PasswordMeasureRequest => PasswordMeasureView;
            passphrase_suggest => gate::suggest_passphrase: Empty => PassphraseView;
        }
    };
}

/// Names of every command, one a line: what the window's access list must hold, no more and no less.
pub fn command_names() -> String {
    let mut text = String::new();
    for name in
        crate::app::GATE_COMMANDS.iter().copied().chain(crate::app::COMMANDS.iter().map(|entry| entry.name))
    {
        text.push_str(name);
        text.push('\n');
    }
    text
}

/// What the one window is allowed: the commands of the table by name, and nothing of the system.
pub fn window_capability() -> String {
    let permissions: Vec<String> =
        command_names().lines().map(|name| format!("    \"allow-{}\"", name.replace('_', "-"))).collect();
    format!(
        "{{\n  \"identifier\": \"main\",\n  \"description\": \"What the one window may ask: the commands of the table, nothing of the system.\",\n  \
         \"windows\": [\"main\"],\n  \"permissions\": [\n{}\n  ]\n}}\n",
        permissions.join(",\n")
    )
}

/// « ReadQuotients (FAC ; RESOURCES) »: who holds a joint right, and what it opens beyond the base.
pub(crate) fn joint_label(name: &str) -> String {
    use security::Compartment;
    use security::access::RIGHTS;

    let Some(right) = RIGHTS.iter().find(|right| right.name == name) else { return name.to_owned() };
    let roles: Vec<&str> = right.roles.iter().map(|role| role.code()).collect();
    let sealed = right.compartments.iter().filter(|compartment| **compartment != Compartment::Base);
    let sealed: Vec<&str> = sealed.map(|compartment| compartment.name()).collect();
    let opened = if sealed.is_empty() { String::new() } else { format!("\u{a0}; {}", sealed.join(" ")) };
    format!("{name} ({}{opened})", roles.join(" "))
}

/// The table a DPO reads, in French: command, right, roles, compartments, what the journal remembers.
pub fn access_table() -> String {
    use std::fmt::Write as _;

    use security::access::RIGHTS;

    let mut text = String::from(
        "# Table des habilitations\n\nProduite à partir de la table des commandes\u{a0}; ne pas modifier à la main.\n\n\
         | Commande | Droit | Ce que le droit permet | Profils | Compartiments ouverts | Avec ces droits, la réponse en dit plus | Journal |\n|---|---|---|---|---|---|---|\n",
    );
    for entry in crate::app::COMMANDS {
        let right = RIGHTS.iter().find(|right| right.name == entry.right);
        let roles: Vec<&str> =
            right.map(|right| right.roles.iter().map(|role| role.code()).collect()).unwrap_or_default();
        let compartments: Vec<&str> =
            entry.compartments.iter().map(|compartment| compartment.name()).collect();
        let joint: Vec<String> = entry.joint.iter().map(|right| joint_label(right)).collect();
        let (joint, journal) = (joint.join(", "), entry.trace.label());
        let _ = writeln!(
            text,
            "| `{}` | `{}` | {} | {} | {} | {joint} | {journal} |",
            entry.name,
            entry.right,
            right.map_or("", |right| right.label),
            roles.join(", "),
            compartments.join(", ")
        );
    }
    text.push_str(
        "\n## À la porte du coffre\n\n`vault_swap` exige en plus deux agents à la même place\u{a0}: celui qui a ouvert le coffre, avec le droit `Restore` (RES, ADM), et un second de l’autre profil, qui tape son propre mot de passe.\n\n",
    );
    for name in crate::app::GATE_COMMANDS {
        let _ = writeln!(text, "- `{name}`");
    }
    text
}
