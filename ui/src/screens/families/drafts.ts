import type {
  AddressDraft,
  ChildDraft,
  ChildEntry,
  ContactDraft,
  FamilyRegisterRequest,
  GuardianDraft,
  HouseholdEntry,
  Kinship,
} from '$lib/api';

type Details = GuardianDraft['details'];

export function blankAddress(): AddressDraft {
  return {
    apartment: '',
    building: '',
    street: '',
    locality: '',
    postcode: '',
    city: '',
    country: '',
    insee: '',
  };
}

export function blankGuardian(kinship: Kinship = 'mother'): GuardianDraft {
  return {
    civility: '',
    birth_name: '',
    usage_name: '',
    first_name: '',
    single_name: false,
    birth_date: null,
    birth_place: '',
    birth_code: '',
    email: '',
    sending: 'unsaid',
    phones: [''],
    phone_kinds: [null],
    kinship,
    details: {},
  };
}

export function blankHousehold(): HouseholdEntry {
  return {
    address: blankAddress(),
    is_resident: null,
    regime: '',
    guardians: [blankGuardian()],
    debtor: 0,
    allocataire: { organisme: '', matricule: '' },
  };
}

export function blankIdentity(name = ''): ChildDraft {
  return {
    name,
    first_name: '',
    single_name: false,
    sex: null,
    birth_date: null,
    birth_place: '',
    birth_code: '',
    class: null,
    doctor_name: '',
    doctor_phone: '',
    details: {},
  };
}

export function blankChild(name = ''): ChildEntry {
  return { identity: blankIdentity(name), diet_code: '', custodies: [] };
}

export function blankContact(): ContactDraft {
  return {
    name: '',
    first_name: '',
    relation: '',
    phone: '',
    emergency_rank: null,
    may_pick_up: true,
    document: '',
    from: null,
    to: null,
  };
}

export function blankFamily(name = ''): FamilyRegisterRequest {
  const household = blankHousehold();
  household.guardians = [{ ...blankGuardian(), birth_name: name }];
  return { households: [household], children: [blankChild(name)], seen_duplicates: false };
}

/** An empty telephone line is not a telephone; one line stays for the form. */
export function withPhoneLine(guardian: GuardianDraft): GuardianDraft {
  return guardian.phones.length > 0 ? guardian : { ...guardian, phones: [''], phone_kinds: [null] };
}
export function sentGuardian(guardian: GuardianDraft): GuardianDraft {
  const kept = guardian.phones.map((phone, rank) => ({ phone, kind: guardian.phone_kinds?.[rank] ?? null }));
  const filled = kept.filter(({ phone }) => phone);
  return {
    ...guardian,
    phones: filled.map(({ phone }) => phone),
    phone_kinds: filled.map(({ kind }) => kind),
    details: sentDetails(guardian.details),
  };
}
export function sentIdentity(child: ChildDraft): ChildDraft {
  return { ...child, doctor_phone: child.doctor_phone ?? '', details: sentDetails(child.details) };
}
/** A date or a telephone taken away is no answer. */
function sentDetails(details: Details | undefined): Details {
  return Object.fromEntries(Object.entries(details ?? {}).map(([detail, value]) => [detail, value ?? '']));
}
export function sentContact(contact: ContactDraft): ContactDraft {
  return { ...contact, phone: contact.phone ?? '' };
}
export function sentHousehold(household: HouseholdEntry): HouseholdEntry {
  const { organisme, matricule } = household.allocataire ?? { organisme: '', matricule: '' };
  return {
    ...household,
    guardians: household.guardians.map(sentGuardian),
    allocataire: organisme || matricule ? { organisme, matricule } : null,
  };
}

/** What the form holds, as the core reads it: lines left empty are not answers. */
export function sentFamily(family: FamilyRegisterRequest): FamilyRegisterRequest {
  return {
    ...family,
    households: family.households.map(sentHousehold),
    children: family.children.map((child) => ({ ...child, identity: sentIdentity(child.identity) })),
  };
}

/** « Maëlle Le Goff », « Responsable 2 » while nothing is typed. */
export function guardianTitle(guardian: GuardianDraft, rank: number): string {
  const name = `${guardian.first_name} ${guardian.usage_name || guardian.birth_name}`.trim();
  return name || `Responsable ${rank + 1}`;
}
export function childTitle(child: ChildDraft, rank: number): string {
  return `${child.first_name} ${child.name}`.trim() || `Enfant ${rank + 1}`;
}

/** The name a child of the first guardian most likely has. */
export function likelyAdultName(family: FamilyRegisterRequest): string {
  const guardian = family.households[0]?.guardians[0];
  return guardian?.usage_name || guardian?.birth_name || '';
}

/** The name a new child most likely has: the previous child's, or that of the first guardian. */
export function likelyName(family: FamilyRegisterRequest): string {
  return family.children.at(-1)?.identity.name || likelyAdultName(family);
}
