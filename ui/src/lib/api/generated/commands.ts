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
  school_list: { request: t.SchoolListRequest; view: t.SchoolListView };
  school_save: { request: t.SchoolSaveRequest; view: t.SavedView };
  class_save: { request: t.ClassSaveRequest; view: t.SavedView };
  class_assign: { request: t.ClassAssignRequest; view: t.ClassAssignView };
  activity_list: { request: t.Empty; view: t.ActivityListView };
  activity_save: { request: t.ActivitySaveRequest; view: t.SavedView };
  unit_save: { request: t.UnitSaveRequest; view: t.SavedView };
  calendar_show: { request: t.CalendarRequest; view: t.CalendarView };
  closure_save: { request: t.ClosureSaveRequest; view: t.ClosureSavedView };
  closure_remove: { request: t.ClosureRequest; view: t.Empty };
  registration_list: { request: t.RegistrationListRequest; view: t.RegistrationListView };
  registration_save: { request: t.RegistrationSaveRequest; view: t.SavedView };
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
  tariff_list: { request: t.TariffListRequest; view: t.TariffListView };
  tariff_show: { request: t.TariffRequest; view: t.TariffView };
  tariff_save: { request: t.TariffSaveRequest; view: t.SavedView };
  tariff_try: { request: t.TariffTryRequest; view: t.TariffTryView };
  home_show: { request: t.Empty; view: t.HomeView };
  search: { request: t.SearchRequest; view: t.SearchView };
  family_list: { request: t.Empty; view: t.FamilyListView };
  family_show: { request: t.FamilyRequest; view: t.FamilyView };
  family_history: { request: t.FamilyRequest; view: t.FamilyHistoryView };
  family_check: { request: t.FamilyRegisterRequest; view: t.FamilyCheckView };
  family_register: { request: t.FamilyRegisterRequest; view: t.FamilyWritten };
  household_add: { request: t.HouseholdAddRequest; view: t.FamilyWritten };
  household_edit: { request: t.HouseholdEditRequest; view: t.FamilyWritten };
  household_set_debtor: { request: t.DebtorSetRequest; view: t.FamilyWritten };
  guardian_save: { request: t.GuardianSaveRequest; view: t.FamilyWritten };
  guardian_set_authority: { request: t.GuardianAuthorityRequest; view: t.FamilyWritten };
  child_register: { request: t.ChildRegisterRequest; view: t.FamilyWritten };
  child_edit: { request: t.ChildEditRequest; view: t.FamilyWritten };
  custody_save: { request: t.CustodySaveRequest; view: t.FamilyWritten };
  contact_save: { request: t.ContactSaveRequest; view: t.FamilyWritten };
  contact_remove: { request: t.ContactRequest; view: t.ContactView };
  quotient_list: { request: t.HouseholdRequest; view: t.QuotientListView };
  quotient_current: { request: t.Empty; view: t.QuotientsCurrentView };
  quotient_add: { request: t.QuotientAddRequest; view: t.FamilyWritten };
  allocataire_save: { request: t.AllocataireSaveRequest; view: t.FamilyWritten };
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
  school_list: { writes: false, noStore: false, reads: ['activities', 'people'] },
  school_save: { writes: true, noStore: true, reads: [] },
  class_save: { writes: true, noStore: true, reads: [] },
  class_assign: { writes: true, noStore: true, reads: [] },
  activity_list: { writes: false, noStore: false, reads: ['activities'] },
  activity_save: { writes: true, noStore: true, reads: [] },
  unit_save: { writes: true, noStore: true, reads: [] },
  calendar_show: { writes: false, noStore: false, reads: ['activities', 'settings'] },
  closure_save: { writes: true, noStore: true, reads: [] },
  closure_remove: { writes: true, noStore: true, reads: [] },
  registration_list: { writes: false, noStore: false, reads: ['activities', 'people'] },
  registration_save: { writes: true, noStore: true, reads: [] },
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
  tariff_list: { writes: false, noStore: false, reads: ['tariffs', 'activities'] },
  tariff_show: { writes: false, noStore: false, reads: ['tariffs', 'activities'] },
  tariff_save: { writes: true, noStore: true, reads: [] },
  tariff_try: { writes: false, noStore: true, reads: [] },
  home_show: { writes: false, noStore: false, reads: ['people', 'attendance', 'activities', 'billing', 'payments', 'treasury', 'health', 'backups', 'agents'] },
  search: { writes: false, noStore: true, reads: [] },
  family_list: { writes: false, noStore: false, reads: ['people', 'payments', 'billing', 'activities', 'health'] },
  family_show: { writes: false, noStore: false, reads: ['family', 'people', 'attendance', 'activities', 'payments', 'billing', 'health'] },
  family_history: { writes: false, noStore: true, reads: [] },
  family_check: { writes: false, noStore: true, reads: [] },
  family_register: { writes: true, noStore: true, reads: [] },
  household_add: { writes: true, noStore: true, reads: [] },
  household_edit: { writes: true, noStore: true, reads: [] },
  household_set_debtor: { writes: true, noStore: true, reads: [] },
  guardian_save: { writes: true, noStore: true, reads: [] },
  guardian_set_authority: { writes: true, noStore: true, reads: [] },
  child_register: { writes: true, noStore: true, reads: [] },
  child_edit: { writes: true, noStore: true, reads: [] },
  custody_save: { writes: true, noStore: true, reads: [] },
  contact_save: { writes: true, noStore: true, reads: [] },
  contact_remove: { writes: true, noStore: true, reads: [] },
  quotient_list: { writes: false, noStore: true, reads: [] },
  quotient_current: { writes: false, noStore: true, reads: [] },
  quotient_add: { writes: true, noStore: true, reads: [] },
  allocataire_save: { writes: true, noStore: true, reads: [] },
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
