// Generated from the command table: `./x generate`. Do not edit.

import type * as t from './types';

/** Every command: what it is asked with, what it answers. */
export interface Commands {
  session_state: { request: t.Empty; view: t.SessionView };
  session_unlock: { request: t.UnlockRequest; view: t.SessionView };
  desk_enrol: { request: t.DeskEnrolRequest; view: t.SessionView };
  desk_recover: { request: t.TypedSheets; view: t.SessionView };
  agent_recover: { request: t.AgentRestoreRequest; view: t.AgentRestoredView };
  session_lock: { request: t.Empty; view: t.SessionView };
  vault_choose: { request: t.Empty; view: t.SessionView };
  vault_rescue: { request: t.Empty; view: t.SessionView };
  vault_rescue_slots: { request: t.Empty; view: t.SessionView };
  vault_swap: { request: t.SwapRequest; view: t.SessionView };
  vault_create: { request: t.VaultCreateRequest; view: t.SessionView };
  vault_create_fictive: { request: t.FictiveCreateRequest; view: t.FictiveView };
  password_measure: { request: t.PasswordMeasureRequest; view: t.PasswordMeasureView };
  passphrase_suggest: { request: t.Empty; view: t.PassphraseView };
  settings_ui_get: { request: t.Empty; view: t.UiSettings };
  settings_ui_save: { request: t.UiSettings; view: t.UiSettings };
  session_touch: { request: t.Empty; view: t.Empty };
  draft_get: { request: t.DraftRequest; view: t.DraftView };
  draft_save: { request: t.DraftSaveRequest; view: t.Empty };
  draft_discard: { request: t.DraftRequest; view: t.Empty };
  job_status: { request: t.JobRequest; view: t.JobView };
  job_cancel: { request: t.JobRequest; view: t.JobView };
  list_export: { request: t.ListExportRequest; view: t.SavedFileView };
  emergency_show: { request: t.ChildEmergencyRequest; view: t.EmergencyView };
  emergency_print: { request: t.ChildEmergencyRequest; view: t.DocumentShownView };
  emergency_day_print: { request: t.EmergencyDayRequest; view: t.DocumentShownView };
  school_list: { request: t.SchoolListRequest; view: t.SchoolListView };
  school_save: { request: t.SchoolSaveRequest; view: t.SavedView };
  class_save: { request: t.ClassSaveRequest; view: t.SavedView };
  class_assign: { request: t.ClassAssignRequest; view: t.ClassAssignView };
  year_change_show: { request: t.YearChangeRequest; view: t.YearChangeView };
  year_change_save: { request: t.YearChangeSaveRequest; view: t.YearChanged };
  year_change_undo: { request: t.YearChanged; view: t.Empty };
  activity_list: { request: t.Empty; view: t.ActivityListView };
  activity_save: { request: t.ActivitySaveRequest; view: t.SavedView };
  unit_save: { request: t.UnitSaveRequest; view: t.SavedView };
  calendar_show: { request: t.CalendarRequest; view: t.CalendarView };
  closure_save: { request: t.ClosureSaveRequest; view: t.ClosureSavedView };
  closure_remove: { request: t.ClosureRequest; view: t.Empty };
  registration_list: { request: t.RegistrationListRequest; view: t.RegistrationListView };
  registration_save: { request: t.RegistrationSaveRequest; view: t.SavedView };
  registration_add: { request: t.RegistrationAddRequest; view: t.RegistrationsAddedView };
  pattern_show: { request: t.PatternRequest; view: t.PatternView };
  pattern_check: { request: t.PatternSaveRequest; view: t.PatternReleaseView };
  pattern_save: { request: t.PatternSaveRequest; view: t.PatternReleaseView };
  pattern_apply: { request: t.PatternApplyRequest; view: t.PatternApplyView };
  attendance_grid: { request: t.AttendanceGridRequest; view: t.AttendanceGridView };
  attendance_paint: { request: t.AttendancePaintRequest; view: t.AttendancePaintView };
  attendance_day_validate: { request: t.DayValidateRequest; view: t.AttendancePaintView };
  attendance_undo: { request: t.StrokeRequest; view: t.AttendancePaintView };
  day_sheet: { request: t.DaySheetRequest; view: t.DaySheetView };
  day_sheet_pdf: { request: t.DaySheetRequest; view: t.DocumentShownView };
  headcount: { request: t.HeadcountRequest; view: t.HeadcountView };
  family_schooling: { request: t.FamilyRequest; view: t.FamilySchoolingView };
  derogation_save: { request: t.DerogationSaveRequest; view: t.SavedView };
  derogation_remove: { request: t.DerogationRequest; view: t.SavedView };
  circuit_list: { request: t.Empty; view: t.CircuitListView };
  circuit_save: { request: t.CircuitSaveRequest; view: t.SavedView };
  circuit_remove: { request: t.CircuitRequest; view: t.SavedView };
  transport_day: { request: t.TransportDayRequest; view: t.TransportDayView };
  transport_day_print: { request: t.TransportDayRequest; view: t.DocumentShownView };
  transport_save: { request: t.TransportSaveRequest; view: t.SavedView };
  transport_remove: { request: t.TransportRequest; view: t.SavedView };
  compulsory_show: { request: t.CompulsoryRequest; view: t.CompulsoryView };
  compulsory_draw: { request: t.CompulsoryRequest; view: t.CompulsoryDrawnView };
  compulsory_entry_save: { request: t.CompulsoryEntrySaveRequest; view: t.SavedView };
  compulsory_entry_leave: { request: t.CompulsoryLeaveRequest; view: t.SavedView };
  compulsory_erase: { request: t.CompulsoryRequest; view: t.CompulsoryErasedView };
  compulsory_print: { request: t.CompulsoryRequest; view: t.DocumentShownView };
  recipient_export: { request: t.RecipientExportRequest; view: t.SavedFileView };
  tariff_list: { request: t.TariffListRequest; view: t.TariffListView };
  tariff_show: { request: t.TariffRequest; view: t.TariffView };
  tariff_save: { request: t.TariffSaveRequest; view: t.SavedView };
  tariff_try: { request: t.TariffTryRequest; view: t.TariffTryView };
  home_show: { request: t.Empty; view: t.HomeView };
  search: { request: t.SearchRequest; view: t.SearchView };
  family_list: { request: t.FamilyListRequest; view: t.FamilyListView };
  family_show: { request: t.FamilyRequest; view: t.FamilyView };
  family_record_print: { request: t.FamilyRequest; view: t.DocumentShownView };
  family_history: { request: t.FamilyRequest; view: t.FamilyHistoryView };
  family_check: { request: t.FamilyRegisterRequest; view: t.FamilyCheckView };
  duplicate_list: { request: t.Empty; view: t.DuplicateListView };
  duplicate_distinguish: { request: t.DistinguishRequest; view: t.Empty };
  merge_show: { request: t.RecordPairRequest; view: t.MergeView };
  merge_save: { request: t.MergeSaveRequest; view: t.MergedView };
  merge_undo: { request: t.MergeUndoRequest; view: t.Empty };
  family_register: { request: t.FamilyRegisterRequest; view: t.FamilyWritten };
  household_add: { request: t.HouseholdAddRequest; view: t.FamilyWritten };
  household_edit: { request: t.HouseholdEditRequest; view: t.FamilyWritten };
  household_address_save: { request: t.HouseholdAddressSaveRequest; view: t.FamilyWritten };
  household_address_remove: { request: t.HouseholdAddressRequest; view: t.FamilyWritten };
  household_size_save: { request: t.HouseholdSizeSaveRequest; view: t.FamilyWritten };
  household_size_remove: { request: t.HouseholdSizeRequest; view: t.FamilyWritten };
  household_composition: { request: t.CompositionRequest; view: t.CompositionView };
  household_split: { request: t.HouseholdSplitRequest; view: t.FamilyWritten };
  household_stay_save: { request: t.HouseholdStaySaveRequest; view: t.FamilyWritten };
  household_set_debtor: { request: t.DebtorSetRequest; view: t.FamilyWritten };
  guardian_save: { request: t.GuardianSaveRequest; view: t.FamilyWritten };
  kinship_save: { request: t.KinshipSaveRequest; view: t.FamilyWritten };
  authority_save: { request: t.AuthoritySaveRequest; view: t.FamilyWritten };
  authority_remove: { request: t.AuthorityRequest; view: t.FamilyWritten };
  authority_loss_save: { request: t.AuthorityLossRequest; view: t.FamilyWritten };
  authority_loss_remove: { request: t.AuthorityRequest; view: t.FamilyWritten };
  child_register: { request: t.ChildRegisterRequest; view: t.FamilyWritten };
  child_edit: { request: t.ChildEditRequest; view: t.FamilyWritten };
  custody_preview: { request: t.CustodyPreviewRequest; view: t.CustodyPreviewView };
  custody_save: { request: t.CustodySaveRequest; view: t.FamilyWritten };
  contact_save: { request: t.ContactSaveRequest; view: t.FamilyWritten };
  contact_remove: { request: t.ContactRequest; view: t.ContactView };
  statistics_options: { request: t.Empty; view: t.StatisticsOptionsView };
  statistics_run: { request: t.StatisticsRunRequest; view: t.StatisticsView };
  family_habits: { request: t.FamilyRequest; view: t.FamilyHabitsView };
  habits_save: { request: t.HabitsSaveRequest; view: t.SavedView };
  relation_list: { request: t.FamilyRequest; view: t.RelationListView };
  relation_save: { request: t.RelationSaveRequest; view: t.RelationWrittenView };
  relation_close: { request: t.RelationCloseRequest; view: t.RelationWrittenView };
  relation_remove: { request: t.RelationRequest; view: t.FamilyWritten };
  letter_write: { request: t.LetterWriteRequest; view: t.LetterWrittenView };
  letter_print: { request: t.LetterRequest; view: t.DocumentShownView };
  query_options: { request: t.Empty; view: t.QueryOptionsView };
  query_list: { request: t.Empty; view: t.QueryListView };
  query_run: { request: t.QueryRunRequest; view: t.QueryRunView };
  query_save: { request: t.QuerySaveRequest; view: t.SavedView };
  query_remove: { request: t.QueryRequest; view: t.SavedView };
  document_kind_list: { request: t.Empty; view: t.DocumentKindListView };
  document_kind_save: { request: t.DocumentKindSaveRequest; view: t.SavedView };
  document_kind_remove: { request: t.DocumentKindRequest; view: t.SavedView };
  document_kinds_start: { request: t.Empty; view: t.DocumentKindListView };
  family_documents: { request: t.FamilyRequest; view: t.FamilyDocumentsView };
  document_list: { request: t.Empty; view: t.DocumentListView };
  document_letters_print: { request: t.DocumentLettersRequest; view: t.DocumentLettersView };
  document_note: { request: t.DocumentNoteRequest; view: t.DocumentNotedView };
  document_remove: { request: t.DocumentRequest; view: t.DocumentNotedView };
  attachment_add: { request: t.AttachmentAddRequest; view: t.AttachmentAddedView };
  attachment_remove: { request: t.AttachmentRequest; view: t.AttachmentRemovedView };
  attachment_show: { request: t.AttachmentShowRequest; view: t.AttachmentPageView };
  attachment_save: { request: t.AttachmentSaveRequest; view: t.SavedFileView };
  consent_text_list: { request: t.Empty; view: t.ConsentTextListView };
  consent_text_save: { request: t.ConsentTextSaveRequest; view: t.ConsentTextListView };
  consent_version_add: { request: t.ConsentVersionAddRequest; view: t.ConsentTextListView };
  consent_text_retire: { request: t.ConsentTextRetireRequest; view: t.ConsentTextListView };
  consent_texts_start: { request: t.Empty; view: t.ConsentTextListView };
  prospecting_save: { request: t.ProspectingSaveRequest; view: t.ConsentTextListView };
  family_consents: { request: t.FamilyRequest; view: t.FamilyConsentsView };
  consent_answer: { request: t.ConsentAnswerRequest; view: t.ConsentAnsweredView };
  consent_answer_remove: { request: t.ConsentAnswerRemoveRequest; view: t.ConsentAnsweredView };
  prospecting_object: { request: t.ProspectingObjectRequest; view: t.ConsentAnsweredView };
  family_photos: { request: t.FamilyRequest; view: t.FamilyPhotosView };
  child_photos: { request: t.ChildPhotosRequest; view: t.ChildPhotosView };
  photo_save: { request: t.PhotoSaveRequest; view: t.PhotoWrittenView };
  photo_remove: { request: t.PhotoRequest; view: t.PhotoWrittenView };
  quotient_list: { request: t.HouseholdRequest; view: t.QuotientListView };
  quotient_current: { request: t.Empty; view: t.QuotientsCurrentView };
  quotient_add: { request: t.QuotientAddRequest; view: t.FamilyWritten };
  income_list: { request: t.HouseholdRequest; view: t.IncomeListView };
  income_add: { request: t.IncomeAddRequest; view: t.FamilyWritten };
  income_remove: { request: t.IncomeRequest; view: t.FamilyWritten };
  subsidy_list: { request: t.HouseholdRequest; view: t.SubsidyListView };
  subsidy_add: { request: t.SubsidyAddRequest; view: t.FamilyWritten };
  subsidy_end: { request: t.SubsidyEndRequest; view: t.FamilyWritten };
  subsidy_remove: { request: t.SubsidyRequest; view: t.FamilyWritten };
  funder_list: { request: t.Empty; view: t.FunderListView };
  funder_save: { request: t.FunderSaveRequest; view: t.SavedView };
  funder_remove: { request: t.FunderRequest; view: t.SavedView };
  run_funders: { request: t.RunRequest; view: t.FundersOwedView };
  caisse_consult: { request: t.CaisseConsultRequest; view: t.FamilyWritten };
  allocataire_save: { request: t.AllocataireSaveRequest; view: t.FamilyWritten };
  usual_means_set: { request: t.UsualMeansRequest; view: t.FamilyWritten };
  mandate_list: { request: t.HouseholdRequest; view: t.MandateListView };
  mandate_account_show: { request: t.MandateRequest; view: t.AccountView };
  mandate_save: { request: t.MandateSaveRequest; view: t.FamilyWritten };
  mandate_revoke: { request: t.MandateRevokeRequest; view: t.FamilyWritten };
  mandate_remove: { request: t.MandateRequest; view: t.FamilyWritten };
  health_list: { request: t.Empty; view: t.HealthListView };
  health_show: { request: t.HealthShowRequest; view: t.HealthView };
  health_edit: { request: t.HealthEditRequest; view: t.HealthWritten };
  health_words_check: { request: t.WordsCheckRequest; view: t.WordsCheckView };
  kitchen_today: { request: t.KitchenRequest; view: t.KitchenView };
  billing_overview: { request: t.Empty; view: t.BillingOverviewView };
  billing_preview: { request: t.BillingMonthRequest; view: t.JobView };
  billing_preview_show: { request: t.BillingMonthRequest; view: t.BillingPreviewView };
  billing_preview_invoices: { request: t.Empty; view: t.PreviewInvoiceListView };
  billing_preview_invoice: { request: t.PreviewInvoiceRequest; view: t.PreviewInvoiceView };
  billing_commit: { request: t.BillingCommitRequest; view: t.JobView };
  run_list: { request: t.Empty; view: t.RunListView };
  run_show: { request: t.RunRequest; view: t.RunView };
  run_pdf: { request: t.RunRequest; view: t.JobView };
  invoice_list: { request: t.InvoiceListRequest; view: t.InvoiceListView };
  invoice_show: { request: t.InvoiceRequest; view: t.InvoiceView };
  invoice_pdf: { request: t.InvoiceRequest; view: t.DocumentShownView };
  adjustment_add: { request: t.AdjustmentAddRequest; view: t.AdjustmentListView };
  adjustment_list: { request: t.Empty; view: t.AdjustmentListView };
  adjustment_withdraw: { request: t.AdjustmentRequest; view: t.AdjustmentListView };
  payment_record: { request: t.PaymentRecordRequest; view: t.ReceiptView };
  payment_cancel: { request: t.PaymentCancelRequest; view: t.ReceiptView };
  payment_allocate: { request: t.PaymentAllocateRequest; view: t.AllocatedView };
  payment_release: { request: t.PaymentReleaseRequest; view: t.ReceiptView };
  payment_list: { request: t.PaymentListRequest; view: t.PaymentListView };
  household_account: { request: t.HouseholdAccountRequest; view: t.HouseholdAccountView };
  unpaid_list: { request: t.UnpaidListRequest; view: t.UnpaidListView };
  treasury_settings_show: { request: t.Empty; view: t.TreasurySettings };
  treasury_overview: { request: t.TreasuryOverviewRequest; view: t.TreasuryOverviewView };
  treasury_export: { request: t.TreasuryExportRequest; view: t.TreasuryExportView };
  treasury_settings_save: { request: t.TreasurySettings; view: t.TreasurySettings };
  exercices_show: { request: t.Empty; view: t.ExercicesView };
  sequence_start: { request: t.SequenceStartRequest; view: t.ExercicesView };
  run_set_exercice: { request: t.RunExerciceRequest; view: t.RunRow };
  returns_preview: { request: t.ImportPreviewRequest; view: t.JobView };
  returns_remap: { request: t.ImportRemapRequest; view: t.JobView };
  returns_show: { request: t.Empty; view: t.ReturnImportView };
  returns_commit: { request: t.ReturnCommitRequest; view: t.ImportDoneView };
  returns_rejected_file: { request: t.Empty; view: t.SavedFileView };
  suspended_list: { request: t.Empty; view: t.SuspendedListView };
  suspended_assign: { request: t.SuspendedAssignRequest; view: t.SuspendedListView };
  suspended_dismiss: { request: t.SuspendedDismissRequest; view: t.SuspendedListView };
  quotients_preview: { request: t.ImportPreviewRequest; view: t.JobView };
  quotients_remap: { request: t.ImportRemapRequest; view: t.JobView };
  quotients_show: { request: t.Empty; view: t.QuotientImportView };
  quotients_correct: { request: t.CellCorrectRequest; view: t.JobView };
  quotients_try: { request: t.QuotientCommitRequest; view: t.JobView };
  quotients_commit: { request: t.QuotientCommitRequest; view: t.ImportDoneView };
  quotients_rejected_file: { request: t.Empty; view: t.SavedFileView };
  families_preview: { request: t.ImportPreviewRequest; view: t.JobView };
  families_remap: { request: t.ImportRemapRequest; view: t.JobView };
  families_show: { request: t.Empty; view: t.FamilyImportView };
  families_row: { request: t.FamilyRowRequest; view: t.FamilyImportRow };
  families_correct: { request: t.CellCorrectRequest; view: t.JobView };
  families_try: { request: t.FamilyCommitRequest; view: t.JobView };
  families_commit: { request: t.FamilyCommitRequest; view: t.JobView };
  families_rejected_file: { request: t.Empty; view: t.SavedFileView };
  caf_alsh_preview: { request: t.CafAlshRequest; view: t.JobView };
  caf_alsh_show: { request: t.CafAlshRequest; view: t.CafAlshView };
  caf_alsh_export: { request: t.CafAlshRequest; view: t.JobView };
  caf_statement_list: { request: t.Empty; view: t.CafStatementListView };
  caf_statement_save: { request: t.CafStatementRequest; view: t.SavedFileView };
  import_list: { request: t.Empty; view: t.ImportListView };
  import_undo: { request: t.ImportBatchRequest; view: t.ImportListView };
  password_change: { request: t.PasswordChangeRequest; view: t.Empty };
  agent_list: { request: t.Empty; view: t.AgentListView };
  agent_welcome: { request: t.AgentWelcomeRequest; view: t.AgentView };
  agent_role_set: { request: t.AgentRoleRequest; view: t.AgentView };
  agent_role_end: { request: t.AgentRoleEndRequest; view: t.AgentView };
  agent_depart: { request: t.AgentRequest; view: t.AgentView };
  compartment_entrust: { request: t.CompartmentKeyRequest; view: t.Empty };
  compartment_withdraw: { request: t.CompartmentKeyRequest; view: t.Empty };
  desk_list: { request: t.Empty; view: t.DesksView };
  enrolment_create: { request: t.Empty; view: t.EnrolmentView };
  enrolment_withdraw: { request: t.Empty; view: t.DesksView };
  installation_renew: { request: t.InstallationRenewRequest; view: t.RecoveryView };
  break_glass_begin: { request: t.BreakGlassRequest; view: t.BreakGlassView };
  break_glass_end: { request: t.Empty; view: t.BreakGlassView };
  yearly_show: { request: t.Empty; view: t.YearlyView };
  yearly_review: { request: t.Empty; view: t.YearlyView };
  keys_renew: { request: t.Empty; view: t.KeysRenewedView };
  reach_widen: { request: t.ReachWidenRequest; view: t.BreakGlassView };
  reach_narrow: { request: t.Empty; view: t.BreakGlassView };
  recovery_show: { request: t.Empty; view: t.RecoveryView };
  recovery_print: { request: t.Empty; view: t.DocumentShownView };
  recovery_renew: { request: t.RecoveryRenewRequest; view: t.RecoveryView };
  recovery_rehearse: { request: t.TypedSheets; view: t.JobView };
  access_table_show: { request: t.Empty; view: t.AccessTableView };
  audit_list: { request: t.AuditListRequest; view: t.AuditListView };
  alert_list: { request: t.Empty; view: t.AlertListView };
  audit_export: { request: t.AuditListRequest; view: t.AuditExportView };
  audit_verify: { request: t.Empty; view: t.JobView };
  vault_verify: { request: t.Empty; view: t.JobView };
  town_show: { request: t.Empty; view: t.TownView };
  optional_field_list: { request: t.Empty; view: t.OptionalFieldListView };
  optional_field_set: { request: t.OptionalFieldSetRequest; view: t.OptionalFieldListView };
  asked_notice_pdf: { request: t.Empty; view: t.DocumentShownView };
  place_search: { request: t.PlaceSearchRequest; view: t.PlaceSearchView };
  town_save: { request: t.TownSaveRequest; view: t.TownView };
  backup_show: { request: t.Empty; view: t.BackupStatusView };
  backup_place_add: { request: t.Empty; view: t.BackupStatusView };
  backup_place_save: { request: t.BackupPlaceSaveRequest; view: t.BackupStatusView };
  backup_place_move: { request: t.BackupPlaceRequest; view: t.BackupStatusView };
  backup_place_remove: { request: t.BackupPlaceRequest; view: t.BackupStatusView };
  backup_run: { request: t.BackupRunRequest; view: t.JobView };
  backup_create: { request: t.Empty; view: t.JobView };
  backup_verify: { request: t.BackupChoice; view: t.JobView };
  backup_list: { request: t.Empty; view: t.BackupListView };
  backup_restore: { request: t.Empty; view: t.JobView };
  restore_prepare: { request: t.BackupChoice; view: t.JobView };
  restore_give_up: { request: t.Empty; view: t.Empty };
  restore_rehearse: { request: t.BackupChoice; view: t.JobView };
}

/** How the window treats a command: `reads` are the tags its kept answer depends on. */
export const traits: Record<keyof Commands, { writes: boolean; noStore: boolean; reads: readonly string[] }> = {
  session_state: { writes: false, noStore: true, reads: [] },
  session_unlock: { writes: false, noStore: true, reads: [] },
  desk_enrol: { writes: false, noStore: true, reads: [] },
  desk_recover: { writes: false, noStore: true, reads: [] },
  agent_recover: { writes: false, noStore: true, reads: [] },
  session_lock: { writes: false, noStore: true, reads: [] },
  vault_choose: { writes: false, noStore: true, reads: [] },
  vault_rescue: { writes: false, noStore: true, reads: [] },
  vault_rescue_slots: { writes: false, noStore: true, reads: [] },
  vault_swap: { writes: false, noStore: true, reads: [] },
  vault_create: { writes: false, noStore: true, reads: [] },
  vault_create_fictive: { writes: false, noStore: true, reads: [] },
  password_measure: { writes: false, noStore: true, reads: [] },
  passphrase_suggest: { writes: false, noStore: true, reads: [] },
  settings_ui_get: { writes: false, noStore: true, reads: [] },
  settings_ui_save: { writes: true, noStore: true, reads: [] },
  session_touch: { writes: true, noStore: true, reads: [] },
  draft_get: { writes: false, noStore: true, reads: [] },
  draft_save: { writes: true, noStore: true, reads: [] },
  draft_discard: { writes: true, noStore: true, reads: [] },
  job_status: { writes: false, noStore: true, reads: [] },
  job_cancel: { writes: false, noStore: true, reads: [] },
  list_export: { writes: false, noStore: true, reads: [] },
  emergency_show: { writes: false, noStore: true, reads: [] },
  emergency_print: { writes: false, noStore: true, reads: [] },
  emergency_day_print: { writes: false, noStore: true, reads: [] },
  school_list: { writes: false, noStore: false, reads: ['activities', 'people'] },
  school_save: { writes: true, noStore: true, reads: [] },
  class_save: { writes: true, noStore: true, reads: [] },
  class_assign: { writes: true, noStore: true, reads: [] },
  year_change_show: { writes: false, noStore: false, reads: ['activities', 'people'] },
  year_change_save: { writes: true, noStore: true, reads: [] },
  year_change_undo: { writes: true, noStore: true, reads: [] },
  activity_list: { writes: false, noStore: false, reads: ['activities'] },
  activity_save: { writes: true, noStore: true, reads: [] },
  unit_save: { writes: true, noStore: true, reads: [] },
  calendar_show: { writes: false, noStore: false, reads: ['activities', 'settings'] },
  closure_save: { writes: true, noStore: true, reads: [] },
  closure_remove: { writes: true, noStore: true, reads: [] },
  registration_list: { writes: false, noStore: false, reads: ['activities', 'people'] },
  registration_save: { writes: true, noStore: true, reads: [] },
  registration_add: { writes: true, noStore: true, reads: [] },
  pattern_show: { writes: false, noStore: false, reads: ['activities'] },
  pattern_check: { writes: false, noStore: false, reads: ['attendance', 'activities', 'billing'] },
  pattern_save: { writes: true, noStore: true, reads: [] },
  pattern_apply: { writes: true, noStore: true, reads: [] },
  attendance_grid: { writes: false, noStore: false, reads: ['attendance', 'activities', 'people', 'billing'] },
  attendance_paint: { writes: true, noStore: true, reads: [] },
  attendance_day_validate: { writes: true, noStore: true, reads: [] },
  attendance_undo: { writes: true, noStore: true, reads: [] },
  day_sheet: { writes: false, noStore: false, reads: ['attendance', 'activities', 'people', 'billing'] },
  day_sheet_pdf: { writes: false, noStore: true, reads: [] },
  headcount: { writes: false, noStore: false, reads: ['attendance', 'activities', 'people'] },
  family_schooling: { writes: false, noStore: false, reads: ['people', 'family', 'activities'] },
  derogation_save: { writes: true, noStore: true, reads: [] },
  derogation_remove: { writes: true, noStore: true, reads: [] },
  circuit_list: { writes: false, noStore: false, reads: ['activities'] },
  circuit_save: { writes: true, noStore: true, reads: [] },
  circuit_remove: { writes: true, noStore: true, reads: [] },
  transport_day: { writes: false, noStore: false, reads: ['activities', 'people'] },
  transport_day_print: { writes: false, noStore: true, reads: [] },
  transport_save: { writes: true, noStore: true, reads: [] },
  transport_remove: { writes: true, noStore: true, reads: [] },
  compulsory_show: { writes: false, noStore: false, reads: ['people'] },
  compulsory_draw: { writes: true, noStore: true, reads: [] },
  compulsory_entry_save: { writes: true, noStore: true, reads: [] },
  compulsory_entry_leave: { writes: true, noStore: true, reads: [] },
  compulsory_erase: { writes: true, noStore: true, reads: [] },
  compulsory_print: { writes: false, noStore: true, reads: [] },
  recipient_export: { writes: false, noStore: true, reads: [] },
  tariff_list: { writes: false, noStore: false, reads: ['tariffs', 'activities'] },
  tariff_show: { writes: false, noStore: false, reads: ['tariffs', 'activities'] },
  tariff_save: { writes: true, noStore: true, reads: [] },
  tariff_try: { writes: false, noStore: true, reads: [] },
  home_show: { writes: false, noStore: false, reads: ['people', 'attendance', 'activities', 'billing', 'payments', 'treasury', 'health', 'backups', 'agents'] },
  search: { writes: false, noStore: true, reads: [] },
  family_list: { writes: false, noStore: false, reads: ['people', 'payments', 'billing', 'activities', 'health'] },
  family_show: { writes: false, noStore: false, reads: ['family', 'people', 'attendance', 'activities', 'payments', 'billing', 'health', 'settings'] },
  family_record_print: { writes: false, noStore: true, reads: [] },
  family_history: { writes: false, noStore: true, reads: [] },
  family_check: { writes: false, noStore: true, reads: [] },
  duplicate_list: { writes: false, noStore: false, reads: ['people', 'family'] },
  duplicate_distinguish: { writes: true, noStore: true, reads: [] },
  merge_show: { writes: false, noStore: true, reads: ['people', 'family', 'health', 'attendance', 'activities', 'billing', 'payments'] },
  merge_save: { writes: true, noStore: true, reads: [] },
  merge_undo: { writes: true, noStore: true, reads: [] },
  family_register: { writes: true, noStore: true, reads: [] },
  household_add: { writes: true, noStore: true, reads: [] },
  household_edit: { writes: true, noStore: true, reads: [] },
  household_address_save: { writes: true, noStore: true, reads: [] },
  household_address_remove: { writes: true, noStore: true, reads: [] },
  household_size_save: { writes: true, noStore: true, reads: [] },
  household_size_remove: { writes: true, noStore: true, reads: [] },
  household_composition: { writes: false, noStore: false, reads: ['family', 'people'] },
  household_split: { writes: true, noStore: true, reads: [] },
  household_stay_save: { writes: true, noStore: true, reads: [] },
  household_set_debtor: { writes: true, noStore: true, reads: [] },
  guardian_save: { writes: true, noStore: true, reads: [] },
  kinship_save: { writes: true, noStore: true, reads: [] },
  authority_save: { writes: true, noStore: true, reads: [] },
  authority_remove: { writes: true, noStore: true, reads: [] },
  authority_loss_save: { writes: true, noStore: true, reads: [] },
  authority_loss_remove: { writes: true, noStore: true, reads: [] },
  child_register: { writes: true, noStore: true, reads: [] },
  child_edit: { writes: true, noStore: true, reads: [] },
  custody_preview: { writes: false, noStore: false, reads: ['settings'] },
  custody_save: { writes: true, noStore: true, reads: [] },
  contact_save: { writes: true, noStore: true, reads: [] },
  contact_remove: { writes: true, noStore: true, reads: [] },
  statistics_options: { writes: false, noStore: false, reads: ['settings'] },
  statistics_run: { writes: false, noStore: false, reads: ['people', 'family', 'activities', 'attendance', 'settings'] },
  family_habits: { writes: false, noStore: false, reads: ['family', 'people', 'settings'] },
  habits_save: { writes: true, noStore: true, reads: [] },
  relation_list: { writes: false, noStore: false, reads: ['family'] },
  relation_save: { writes: true, noStore: true, reads: [] },
  relation_close: { writes: true, noStore: true, reads: [] },
  relation_remove: { writes: true, noStore: true, reads: [] },
  letter_write: { writes: true, noStore: true, reads: [] },
  letter_print: { writes: false, noStore: true, reads: [] },
  query_options: { writes: false, noStore: false, reads: ['activities', 'people'] },
  query_list: { writes: false, noStore: false, reads: ['settings'] },
  query_run: { writes: false, noStore: false, reads: ['people', 'family', 'activities'] },
  query_save: { writes: true, noStore: true, reads: [] },
  query_remove: { writes: true, noStore: true, reads: [] },
  document_kind_list: { writes: false, noStore: false, reads: ['activities'] },
  document_kind_save: { writes: true, noStore: true, reads: [] },
  document_kind_remove: { writes: true, noStore: true, reads: [] },
  document_kinds_start: { writes: true, noStore: true, reads: [] },
  family_documents: { writes: false, noStore: false, reads: ['family', 'people', 'activities'] },
  document_list: { writes: false, noStore: false, reads: ['family', 'people', 'activities'] },
  document_letters_print: { writes: true, noStore: true, reads: [] },
  document_note: { writes: true, noStore: true, reads: [] },
  document_remove: { writes: true, noStore: true, reads: [] },
  attachment_add: { writes: true, noStore: true, reads: [] },
  attachment_remove: { writes: true, noStore: true, reads: [] },
  attachment_show: { writes: false, noStore: true, reads: [] },
  attachment_save: { writes: false, noStore: true, reads: [] },
  consent_text_list: { writes: false, noStore: false, reads: ['settings'] },
  consent_text_save: { writes: true, noStore: true, reads: [] },
  consent_version_add: { writes: true, noStore: true, reads: [] },
  consent_text_retire: { writes: true, noStore: true, reads: [] },
  consent_texts_start: { writes: true, noStore: true, reads: [] },
  prospecting_save: { writes: true, noStore: true, reads: [] },
  family_consents: { writes: false, noStore: false, reads: ['family', 'people', 'settings'] },
  consent_answer: { writes: true, noStore: true, reads: [] },
  consent_answer_remove: { writes: true, noStore: true, reads: [] },
  prospecting_object: { writes: true, noStore: true, reads: [] },
  family_photos: { writes: false, noStore: false, reads: ['family', 'people', 'settings'] },
  child_photos: { writes: false, noStore: false, reads: ['family', 'people', 'settings'] },
  photo_save: { writes: true, noStore: true, reads: [] },
  photo_remove: { writes: true, noStore: true, reads: [] },
  quotient_list: { writes: false, noStore: true, reads: [] },
  quotient_current: { writes: false, noStore: true, reads: [] },
  quotient_add: { writes: true, noStore: true, reads: [] },
  income_list: { writes: false, noStore: true, reads: [] },
  income_add: { writes: true, noStore: true, reads: [] },
  income_remove: { writes: true, noStore: true, reads: [] },
  subsidy_list: { writes: false, noStore: true, reads: [] },
  subsidy_add: { writes: true, noStore: true, reads: [] },
  subsidy_end: { writes: true, noStore: true, reads: [] },
  subsidy_remove: { writes: true, noStore: true, reads: [] },
  funder_list: { writes: false, noStore: false, reads: ['settings'] },
  funder_save: { writes: true, noStore: true, reads: [] },
  funder_remove: { writes: true, noStore: true, reads: [] },
  run_funders: { writes: false, noStore: true, reads: [] },
  caisse_consult: { writes: true, noStore: true, reads: [] },
  allocataire_save: { writes: true, noStore: true, reads: [] },
  usual_means_set: { writes: true, noStore: true, reads: [] },
  mandate_list: { writes: false, noStore: true, reads: [] },
  mandate_account_show: { writes: false, noStore: true, reads: [] },
  mandate_save: { writes: true, noStore: true, reads: [] },
  mandate_revoke: { writes: true, noStore: true, reads: [] },
  mandate_remove: { writes: true, noStore: true, reads: [] },
  health_list: { writes: false, noStore: true, reads: [] },
  health_show: { writes: false, noStore: true, reads: [] },
  health_edit: { writes: true, noStore: true, reads: [] },
  health_words_check: { writes: false, noStore: true, reads: [] },
  kitchen_today: { writes: false, noStore: true, reads: [] },
  billing_overview: { writes: false, noStore: false, reads: ['billing', 'attendance', 'treasury', 'payments'] },
  billing_preview: { writes: false, noStore: true, reads: [] },
  billing_preview_show: { writes: false, noStore: true, reads: [] },
  billing_preview_invoices: { writes: false, noStore: true, reads: [] },
  billing_preview_invoice: { writes: false, noStore: true, reads: [] },
  billing_commit: { writes: true, noStore: true, reads: [] },
  run_list: { writes: false, noStore: false, reads: ['billing', 'payments', 'treasury'] },
  run_show: { writes: false, noStore: false, reads: ['billing', 'payments', 'treasury'] },
  run_pdf: { writes: false, noStore: true, reads: [] },
  invoice_list: { writes: false, noStore: false, reads: ['billing', 'payments'] },
  invoice_show: { writes: false, noStore: false, reads: ['billing', 'payments', 'treasury'] },
  invoice_pdf: { writes: false, noStore: true, reads: [] },
  adjustment_add: { writes: true, noStore: true, reads: [] },
  adjustment_list: { writes: false, noStore: false, reads: ['billing', 'people'] },
  adjustment_withdraw: { writes: true, noStore: true, reads: [] },
  payment_record: { writes: true, noStore: true, reads: [] },
  payment_cancel: { writes: true, noStore: true, reads: [] },
  payment_allocate: { writes: true, noStore: true, reads: [] },
  payment_release: { writes: true, noStore: true, reads: [] },
  payment_list: { writes: false, noStore: false, reads: ['payments', 'people'] },
  household_account: { writes: false, noStore: false, reads: ['payments', 'billing'] },
  unpaid_list: { writes: false, noStore: false, reads: ['payments', 'billing', 'people'] },
  treasury_settings_show: { writes: false, noStore: false, reads: ['settings'] },
  treasury_overview: { writes: false, noStore: false, reads: ['treasury', 'billing', 'people', 'settings', 'payments', 'imports'] },
  treasury_export: { writes: true, noStore: true, reads: [] },
  treasury_settings_save: { writes: true, noStore: true, reads: [] },
  exercices_show: { writes: false, noStore: false, reads: ['treasury', 'billing', 'settings'] },
  sequence_start: { writes: true, noStore: true, reads: [] },
  run_set_exercice: { writes: true, noStore: true, reads: [] },
  returns_preview: { writes: false, noStore: true, reads: [] },
  returns_remap: { writes: false, noStore: true, reads: [] },
  returns_show: { writes: false, noStore: true, reads: [] },
  returns_commit: { writes: true, noStore: true, reads: [] },
  returns_rejected_file: { writes: false, noStore: true, reads: [] },
  suspended_list: { writes: false, noStore: false, reads: ['treasury', 'imports', 'payments'] },
  suspended_assign: { writes: true, noStore: true, reads: [] },
  suspended_dismiss: { writes: true, noStore: true, reads: [] },
  quotients_preview: { writes: false, noStore: true, reads: [] },
  quotients_remap: { writes: false, noStore: true, reads: [] },
  quotients_show: { writes: false, noStore: true, reads: [] },
  quotients_correct: { writes: false, noStore: true, reads: [] },
  quotients_try: { writes: false, noStore: true, reads: [] },
  quotients_commit: { writes: true, noStore: true, reads: [] },
  quotients_rejected_file: { writes: false, noStore: true, reads: [] },
  families_preview: { writes: false, noStore: true, reads: [] },
  families_remap: { writes: false, noStore: true, reads: [] },
  families_show: { writes: false, noStore: true, reads: [] },
  families_row: { writes: false, noStore: true, reads: [] },
  families_correct: { writes: false, noStore: true, reads: [] },
  families_try: { writes: false, noStore: true, reads: [] },
  families_commit: { writes: true, noStore: true, reads: [] },
  families_rejected_file: { writes: false, noStore: true, reads: [] },
  caf_alsh_preview: { writes: false, noStore: true, reads: [] },
  caf_alsh_show: { writes: false, noStore: true, reads: [] },
  caf_alsh_export: { writes: true, noStore: true, reads: [] },
  caf_statement_list: { writes: false, noStore: false, reads: ['treasury'] },
  caf_statement_save: { writes: false, noStore: true, reads: [] },
  import_list: { writes: false, noStore: false, reads: ['imports'] },
  import_undo: { writes: true, noStore: true, reads: [] },
  password_change: { writes: true, noStore: true, reads: [] },
  agent_list: { writes: false, noStore: false, reads: ['agents'] },
  agent_welcome: { writes: true, noStore: true, reads: [] },
  agent_role_set: { writes: true, noStore: true, reads: [] },
  agent_role_end: { writes: true, noStore: true, reads: [] },
  agent_depart: { writes: true, noStore: true, reads: [] },
  compartment_entrust: { writes: true, noStore: true, reads: [] },
  compartment_withdraw: { writes: true, noStore: true, reads: [] },
  desk_list: { writes: false, noStore: false, reads: ['agents'] },
  enrolment_create: { writes: true, noStore: true, reads: [] },
  enrolment_withdraw: { writes: true, noStore: true, reads: [] },
  installation_renew: { writes: true, noStore: true, reads: [] },
  break_glass_begin: { writes: true, noStore: true, reads: [] },
  break_glass_end: { writes: true, noStore: true, reads: [] },
  yearly_show: { writes: false, noStore: false, reads: ['agents'] },
  yearly_review: { writes: true, noStore: true, reads: [] },
  keys_renew: { writes: true, noStore: true, reads: [] },
  reach_widen: { writes: true, noStore: true, reads: [] },
  reach_narrow: { writes: true, noStore: true, reads: [] },
  recovery_show: { writes: false, noStore: false, reads: ['agents', 'settings'] },
  recovery_print: { writes: true, noStore: true, reads: [] },
  recovery_renew: { writes: true, noStore: true, reads: [] },
  recovery_rehearse: { writes: true, noStore: true, reads: [] },
  access_table_show: { writes: false, noStore: true, reads: [] },
  audit_list: { writes: false, noStore: true, reads: [] },
  alert_list: { writes: false, noStore: true, reads: [] },
  audit_export: { writes: false, noStore: true, reads: [] },
  audit_verify: { writes: false, noStore: true, reads: [] },
  vault_verify: { writes: false, noStore: true, reads: [] },
  town_show: { writes: false, noStore: false, reads: ['settings'] },
  optional_field_list: { writes: false, noStore: false, reads: ['settings', 'people', 'activities', 'agents'] },
  optional_field_set: { writes: true, noStore: true, reads: [] },
  asked_notice_pdf: { writes: false, noStore: true, reads: [] },
  place_search: { writes: false, noStore: true, reads: [] },
  town_save: { writes: true, noStore: true, reads: [] },
  backup_show: { writes: false, noStore: false, reads: ['backups'] },
  backup_place_add: { writes: true, noStore: true, reads: [] },
  backup_place_save: { writes: true, noStore: true, reads: [] },
  backup_place_move: { writes: true, noStore: true, reads: [] },
  backup_place_remove: { writes: true, noStore: true, reads: [] },
  backup_run: { writes: true, noStore: true, reads: [] },
  backup_create: { writes: true, noStore: true, reads: [] },
  backup_verify: { writes: false, noStore: true, reads: [] },
  backup_list: { writes: false, noStore: false, reads: ['backups'] },
  backup_restore: { writes: false, noStore: true, reads: [] },
  restore_prepare: { writes: false, noStore: true, reads: [] },
  restore_give_up: { writes: false, noStore: true, reads: [] },
  restore_rehearse: { writes: true, noStore: true, reads: [] },
};
