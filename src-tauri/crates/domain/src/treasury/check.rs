//! The rules under which the treasury would reject a bordereau (treasury.md §5), each one a function.
//!
//! A rejection names the family, says what is wrong and what to do. The schema of the PES is not enough: these
//! rules reject files it accepts.

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::debtor::cut_38;
use super::{Bordereau, Collectivity, Debtor, DebtorAddress, Titre, TitreLine};
use crate::calendar::format_day;
use crate::issue::IssueCode;
use crate::values::ids::{FamilyId, HouseholdId};
use crate::values::text::{fold, french, to_latin1};
use crate::values::{Cents, CountryCode};

/// Under this, a claim is not recovered (CGCT D1611-1 since 10 April 2017).
pub const MINIMUM_TITRE: Cents = Cents::from_euros(15);

/// The largest amount fourteen digits can write, decimals included.
const LARGEST: Cents = Cents(99_999_999_999_999);

/// Which part of the bordereau a rejection is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The town's settings.
    Collectivity,
    /// The bordereau itself.
    Bordereau,
    /// A titre.
    Titre,
    /// A line of a titre.
    Line,
    /// Who owes.
    Debtor,
    /// Where they live.
    Address,
}

impl Part {
    /// Its name on the screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Collectivity => "paramètres",
            Self::Bordereau => "bordereau",
            Self::Titre => "titre",
            Self::Line => "ligne",
            Self::Debtor => "tiers",
            Self::Address => "adresse",
        }
    }
}

/// Why the treasury would reject.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rejection {
    /// Number of the titre, when one is at fault.
    pub titre: Option<u32>,
    /// Family to open, when one is at fault.
    pub family: Option<FamilyId>,
    /// Household to open.
    pub household: Option<HouseholdId>,
    /// Part at fault.
    pub part: Part,
    /// Field at fault.
    pub field: &'static str,
    /// What kind of problem.
    pub code: IssueCode,
    /// What is wrong, in French.
    pub message: String,
    /// What to do about it, in French.
    pub remedy: String,
}

/// A flaw before it is tied to a titre.
struct Flaw {
    part: Part,
    field: &'static str,
    code: IssueCode,
    message: String,
    remedy: String,
}

type Found = Option<Flaw>;

fn flaw(
    part: Part,
    field: &'static str,
    code: IssueCode,
    message: impl Into<String>,
    remedy: impl Into<String>,
) -> Found {
    Some(Flaw { part, field, code, message: french(&message.into()), remedy: french(&remedy.into()) })
}

/// Everything that would make the treasury reject this bordereau; empty when it may be written.
pub fn check(bordereau: &Bordereau) -> Vec<Rejection> {
    let mut rejections = Vec::new();
    let general = [
        codique(&bordereau.collectivity),
        code_collectivite(&bordereau.collectivity),
        code_budget(&bordereau.collectivity),
        label_length("label", &bordereau.collectivity.label),
        label_length("post_label", &bordereau.collectivity.post_label),
        bordereau_number(bordereau),
        exercice(bordereau),
        asap_date(bordereau),
        due_date(bordereau),
        campaign_rank(bordereau),
        bordereau_object(bordereau),
        bordereau_is_filled(bordereau),
    ];
    rejections.extend(general.into_iter().flatten().map(|flaw| flaw.reject(None)));
    let mut last_number = 0;
    let mut invoices = std::collections::HashSet::with_capacity(bordereau.titres.len());
    for titre in &bordereau.titres {
        let own = [
            titre_number(titre, last_number),
            invoice_number(titre),
            debt_number(titre),
            titre_object(titre),
            has_lines(titre),
            titre_minimum(titre),
            (!invoices.insert(titre.invoice_number.as_str())).then(|| invoice_twice(titre)).flatten(),
        ];
        last_number = last_number.max(titre.number);
        let lines = titre.lines.iter().enumerate().flat_map(|(rank, line)| line_flaws(titre, rank, line));
        let debtor = debtor_flaws(&titre.debtor, bordereau.issued_on);
        rejections.extend(
            own.into_iter().chain(lines).chain(debtor).flatten().map(|flaw| flaw.reject(Some(titre))),
        );
    }
    rejections
}

/// Everything that would make the treasury reject this debtor in a bordereau issued on a day. Used by the
/// billing preview, before any titre exists.
pub fn check_debtor(debtor: &Debtor, issued_on: Date) -> Vec<Rejection> {
    debtor_flaws(debtor, issued_on).flatten().map(|flaw| flaw.reject(None)).collect()
}

impl Flaw {
    fn reject(self, titre: Option<&Titre>) -> Rejection {
        Rejection {
            titre: titre.map(|titre| titre.number),
            family: titre.map(|titre| titre.family),
            household: titre.map(|titre| titre.household),
            part: self.part,
            field: self.field,
            code: self.code,
            message: self.message,
            remedy: self.remedy,
        }
    }
}

// --- The town's settings (§5.1)

const SETTINGS: &str = "Corrigez-le dans les paramètres du Trésor.";

fn codique(town: &Collectivity) -> Found {
    let code = town.codique.as_bytes();
    let digits = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
    let corsican = code.starts_with(b"02A") || code.starts_with(b"02B");
    let sound = (6..=7).contains(&code.len()) && (digits(code) || corsican && digits(&code[3..]));
    if sound {
        return None;
    }
    flaw(
        Part::Collectivity,
        "codique",
        IssueCode::Malformed,
        "Le codique du poste comptable compte 6 ou 7 chiffres.",
        SETTINGS,
    )
}

fn code_collectivite(town: &Collectivity) -> Found {
    let code = &town.code_collectivite;
    if code.len() == 3 && code.bytes().all(|b| b.is_ascii_digit()) && code != "000" {
        return None;
    }
    flaw(
        Part::Collectivity,
        "code_collectivite",
        IssueCode::Malformed,
        "Le code collectivité compte 3 chiffres et n'est pas 000.",
        SETTINGS,
    )
}

fn code_budget(town: &Collectivity) -> Found {
    let sound = matches!(town.code_budget.as_bytes(), [b'0'..=b'9' | b'A'..=b'Z', b'0'..=b'9']);
    if sound {
        return None;
    }
    flaw(
        Part::Collectivity,
        "code_budget",
        IssueCode::Malformed,
        "Le code budget compte 2 caractères, par exemple 00.",
        SETTINGS,
    )
}

fn label_length(field: &'static str, label: &str) -> Found {
    if label.chars().count() <= 38 {
        return None;
    }
    flaw(Part::Collectivity, field, IssueCode::TooLong, "Ce libellé dépasse 38 caractères.", SETTINGS)
}

// --- The bordereau (§5.2)

fn bordereau_number(bordereau: &Bordereau) -> Found {
    if (1..=9_999_999).contains(&bordereau.number) {
        return None;
    }
    flaw(
        Part::Bordereau,
        "number",
        IssueCode::OutOfRange,
        "Le numéro de bordereau va de 1 à 9999999.",
        "Corrigez la séquence des bordereaux.",
    )
}

fn exercice(bordereau: &Bordereau) -> Found {
    // The exercice stays open for issuing until the end of the following January.
    let opens = date(bordereau.exercice, 1, 1);
    let closes = date(bordereau.exercice + 1, 1, 31);
    if (opens..=closes).contains(&bordereau.issued_on) {
        return None;
    }
    flaw(
        Part::Bordereau,
        "exercice",
        IssueCode::Inconsistent,
        format!(
            "Un bordereau du {} ne peut pas être pris sur l'exercice {}.",
            format_day(bordereau.issued_on),
            bordereau.exercice
        ),
        "Choisissez l'exercice ouvert à cette date.",
    )
}

fn asap_date(bordereau: &Bordereau) -> Found {
    if bordereau.asap_on >= bordereau.issued_on {
        return None;
    }
    flaw(
        Part::Bordereau,
        "asap_on",
        IssueCode::ImpossibleDate,
        "La date des avis précède celle du bordereau.",
        "Choisissez une date d'avis égale ou postérieure.",
    )
}

fn due_date(bordereau: &Bordereau) -> Found {
    if bordereau.due_on >= bordereau.issued_on {
        return None;
    }
    flaw(
        Part::Bordereau,
        "due_on",
        IssueCode::ImpossibleDate,
        "L'échéance précède la date du bordereau.",
        "Choisissez une échéance postérieure.",
    )
}

fn campaign_rank(bordereau: &Bordereau) -> Found {
    if bordereau.campaign_rank <= 9 {
        return None;
    }
    flaw(
        Part::Bordereau,
        "campaign_rank",
        IssueCode::OutOfRange,
        "Le rang de campagne tient sur un chiffre, de 0 à 9.",
        "Choisissez un rang de 0 à 9 : un mois à deux chiffres ne convient pas.",
    )
}

fn bordereau_object(bordereau: &Bordereau) -> Found {
    text(
        Part::Bordereau,
        "object",
        &bordereau.object,
        160,
        "L'objet du bordereau",
        "Écrivez un objet court, par exemple « Périscolaire mars 2026 ».",
    )
}

fn bordereau_is_filled(bordereau: &Bordereau) -> Found {
    if bordereau.titres.is_empty() {
        return flaw(
            Part::Bordereau,
            "titres",
            IssueCode::Missing,
            "Ce bordereau ne contient aucun titre.",
            "Émettez d'abord des factures.",
        );
    }
    if bordereau.titres.len() > 99_999 {
        return flaw(
            Part::Bordereau,
            "titres",
            IssueCode::TooLong,
            "Un bordereau ne contient pas plus de 99999 titres.",
            "Partagez la campagne par activité.",
        );
    }
    let total = bordereau.total();
    if total.is_positive() && total <= LARGEST {
        return None;
    }
    flaw(
        Part::Bordereau,
        "titres",
        IssueCode::OutOfRange,
        "Le total du bordereau doit être positif.",
        "Vérifiez les montants des titres.",
    )
}

// --- The titre (§5.3)

fn titre_number(titre: &Titre, last: u32) -> Found {
    if titre.number > last && titre.number <= 99_999_999 {
        return None;
    }
    flaw(
        Part::Titre,
        "number",
        IssueCode::Duplicate,
        format!("Le titre {} n'a pas un numéro croissant et unique.", titre.number),
        "Relancez la numérotation du bordereau.",
    )
}

fn invoice_number(titre: &Titre) -> Found {
    let number = &titre.invoice_number;
    let sound = (1..=20).contains(&number.len())
        && number.bytes().all(|b| b.is_ascii_alphanumeric() || b" -/_+".contains(&b));
    if sound {
        return None;
    }
    flaw(
        Part::Titre,
        "invoice_number",
        IssueCode::Malformed,
        format!(
            "Le numéro de facture « {number} » ne tient pas dans le fichier : 20 lettres, chiffres ou - / _ + au plus."
        ),
        "Corrigez le modèle de numéro de facture.",
    )
}

fn debt_number(titre: &Titre) -> Found {
    let number = titre.debt_number();
    if (1..=15).contains(&number.len()) && number.bytes().any(|b| b != b'0') {
        return None;
    }
    flaw(
        Part::Titre,
        "invoice_number",
        IssueCode::Malformed,
        format!(
            "Le numéro de facture « {} » ne donne pas un numéro de dette de 1 à 15 chiffres.",
            titre.invoice_number
        ),
        "Corrigez le modèle de numéro de facture.",
    )
}

fn invoice_twice(titre: &Titre) -> Found {
    flaw(
        Part::Titre,
        "invoice_number",
        IssueCode::Duplicate,
        format!("La facture {} figure deux fois dans ce bordereau.", titre.invoice_number),
        "Retirez l'un des deux titres.",
    )
}

fn titre_object(titre: &Titre) -> Found {
    text(Part::Titre, "object", &titre.object, 160, "L'objet du titre", "Raccourcissez l'objet du titre.")
}

fn has_lines(titre: &Titre) -> Found {
    if !titre.lines.is_empty() {
        return None;
    }
    flaw(
        Part::Titre,
        "lines",
        IssueCode::Missing,
        "Ce titre n'a aucune ligne.",
        "Vérifiez la facture : rien n'y est dû.",
    )
}

fn titre_minimum(titre: &Titre) -> Found {
    let total = titre.total();
    if total >= MINIMUM_TITRE || titre.lines.is_empty() {
        return None;
    }
    flaw(
        Part::Titre,
        "amount",
        IssueCode::OutOfRange,
        format!(
            "Le total de {total} est inférieur à {MINIMUM_TITRE}, seuil de mise en recouvrement (CGCT D1611-1)."
        ),
        "Reportez cette facture sur le mois suivant.",
    )
}

// --- The line (§5.4)

fn line_flaws(titre: &Titre, rank: usize, line: &TitreLine) -> [Found; 7] {
    [
        line_number(titre, rank, line),
        line_amount(line),
        optional_text(
            Part::Line,
            "label",
            &line.label,
            160,
            "Le libellé de la ligne",
            "Raccourcissez le libellé de la ligne.",
        ),
        line_nature(line),
        line_function(line),
        optional_text(Part::Line, "service_code", &line.service_code, 10, "Le service", ACTIVITY),
        line_product(line),
    ]
}

const ACTIVITY: &str = "Corrigez l'imputation de l'activité.";

fn line_number(titre: &Titre, rank: usize, line: &TitreLine) -> Found {
    let unique = titre.lines[..rank].iter().all(|other| other.number != line.number);
    if unique && (1..=999_999).contains(&line.number) {
        return None;
    }
    flaw(
        Part::Line,
        "number",
        IssueCode::Duplicate,
        "Deux lignes du titre portent le même numéro.",
        "Relancez la préparation du bordereau.",
    )
}

fn line_amount(line: &TitreLine) -> Found {
    if line.amount.is_positive() && line.amount <= LARGEST {
        return None;
    }
    flaw(
        Part::Line,
        "amount",
        IssueCode::OutOfRange,
        format!(
            "La ligne « {} » porte {} : une ligne de titre est toujours positive.",
            line.label, line.amount
        ),
        "Une réduction passe par un bordereau d'annulation, ou se reporte sur le mois suivant.",
    )
}

fn line_nature(line: &TitreLine) -> Found {
    if (1..=12).contains(&line.nature.len())
        && line.nature.bytes().all(|b| b.is_ascii_digit())
        && !all_zeros(&line.nature)
    {
        return None;
    }
    flaw(
        Part::Line,
        "nature",
        IssueCode::Malformed,
        "L'article (nature) compte de 1 à 12 chiffres.",
        ACTIVITY,
    )
}

fn line_function(line: &TitreLine) -> Found {
    if line.function_code.len() <= 10 && line.function_code.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    flaw(
        Part::Line,
        "function_code",
        IssueCode::Malformed,
        "La fonction compte 10 chiffres au plus.",
        ACTIVITY,
    )
}

fn line_product(line: &TitreLine) -> Found {
    let code = &line.local_product_code;
    if code.is_empty() {
        return flaw(
            Part::Line,
            "local_product_code",
            IssueCode::Missing,
            "Le code produit local manque.",
            "Demandez-le au comptable et inscrivez-le sur l'activité.",
        );
    }
    if code.len() <= 4 && code.bytes().all(|b| b.is_ascii_alphanumeric()) && !all_zeros(code) {
        return None;
    }
    flaw(
        Part::Line,
        "local_product_code",
        IssueCode::Malformed,
        format!("Le code produit local « {code} » ne compte pas de 1 à 4 lettres ou chiffres."),
        ACTIVITY,
    )
}

// --- Who owes, and where (§5.5)

fn debtor_flaws(debtor: &Debtor, issued_on: Date) -> impl Iterator<Item = Found> {
    let address = &debtor.address;
    [
        text(
            Part::Debtor,
            "reference",
            &debtor.reference,
            30,
            "La référence du débiteur",
            "Corrigez la référence du débiteur.",
        ),
        category(debtor),
        civility(debtor),
        debtor_name(debtor),
        first_name(debtor),
        birth_date(debtor, issued_on),
        optional_text(
            Part::Address,
            "complement",
            &address.complement,
            38,
            "Le complément d'adresse",
            SHORTEN,
        ),
        text(
            Part::Address,
            "street",
            &address.street,
            38,
            "La voie",
            "Complétez le numéro et la voie, 38 caractères au plus.",
        ),
        optional_text(Part::Address, "locality", &address.locality, 38, "Le lieu-dit", SHORTEN),
        postcode(address),
        text(
            Part::Address,
            "city",
            &address.city,
            38,
            "La ville",
            "Complétez la ville, 38 caractères au plus.",
        ),
        country(address),
    ]
    .into_iter()
}

const SHORTEN: &str = "Abrégez cette ligne d'adresse à 38 caractères.";

/// Couples category / legal nature known to be accepted (treasury.md §2.3; the official grid was not found).
const COUPLES: [(&str, &str); 5] = [("01", "01"), ("60", "06"), ("60", "03"), ("23", "09"), ("26", "09")];

fn category(debtor: &Debtor) -> Found {
    if COUPLES.contains(&(debtor.category.as_str(), debtor.legal_nature.as_str())) {
        return None;
    }
    flaw(
        Part::Debtor,
        "category",
        IssueCode::Inconsistent,
        format!(
            "La catégorie {} ne va pas avec la nature juridique {}.",
            debtor.category, debtor.legal_nature
        ),
        "Pour une famille, choisissez personne physique et particulier (01 et 01).",
    )
}

fn is_person(debtor: &Debtor) -> bool {
    debtor.category == "01"
}

fn civility(debtor: &Debtor) -> Found {
    if !is_person(debtor) || debtor.civility.is_some() {
        return None;
    }
    flaw(
        Part::Debtor,
        "civility",
        IssueCode::Missing,
        "La civilité du débiteur est absente.",
        "Complétez la fiche : Madame ou Monsieur.",
    )
}

fn debtor_name(debtor: &Debtor) -> Found {
    let cut = cut_38(&debtor.name);
    let remedy = if cut == debtor.name {
        "Complétez le nom du débiteur.".to_owned()
    } else {
        format!("Abrégez-le, par exemple « {cut} ».")
    };
    text(Part::Debtor, "name", &debtor.name, 38, "Le nom du débiteur", &remedy)
}

fn first_name(debtor: &Debtor) -> Found {
    if !is_person(debtor) && debtor.first_name.is_empty() {
        return None;
    }
    text(
        Part::Debtor,
        "first_name",
        &debtor.first_name,
        38,
        "Le prénom du débiteur",
        "Complétez le prénom sur la fiche du responsable, 38 caractères au plus.",
    )
}

fn birth_date(debtor: &Debtor, issued_on: Date) -> Found {
    let birth = debtor.birth_date?;
    if !is_person(debtor) {
        return flaw(
            Part::Debtor,
            "birth_date",
            IssueCode::Inconsistent,
            "Seule une personne physique a une date de naissance.",
            "Effacez la date de naissance.",
        );
    }
    if birth <= issued_on && birth.year() >= 1900 {
        return None;
    }
    flaw(
        Part::Debtor,
        "birth_date",
        IssueCode::ImpossibleDate,
        format!("La date de naissance {} est impossible.", format_day(birth)),
        "Corrigez la date de naissance du responsable.",
    )
}

fn postcode(address: &DebtorAddress) -> Found {
    let code = &address.postcode;
    let five = code.len() == 5 && code.bytes().all(|b| b.is_ascii_digit());
    if five && address.resident == (code != "99999") {
        return None;
    }
    let (message, remedy) = if address.resident {
        (
            format!("Le code postal « {code} » n'a pas 5 chiffres."),
            "Corrigez le code postal, ou choisissez le pays si l'adresse est à l'étranger.",
        )
    } else {
        (
            "À l'étranger, le code postal du fichier est 99999.".to_owned(),
            "Écrivez le code postal étranger avec la ville.",
        )
    };
    flaw(Part::Address, "postcode", IssueCode::Malformed, message, remedy)
}

fn country(address: &DebtorAddress) -> Found {
    match (address.resident, address.country.as_deref()) {
        (true, None | Some("100")) => None,
        (false, Some(code))
            if CountryCode::parse(code).is_ok_and(|c| !c.is_france() && c.as_str() == code) =>
        {
            None
        }
        (false, None) => flaw(
            Part::Address,
            "country",
            IssueCode::Missing,
            "Le pays est absent pour une adresse à l'étranger.",
            "Choisissez le pays.",
        ),
        (true, Some(_)) => flaw(
            Part::Address,
            "country",
            IssueCode::Inconsistent,
            "Un pays étranger est indiqué pour un débiteur résident.",
            "Choisissez la France, ou déclarez l'adresse à l'étranger.",
        ),
        (false, Some(_)) => flaw(
            Part::Address,
            "country",
            IssueCode::Unknown,
            "Le pays n'est pas un code INSEE à 3 chiffres hors de France.",
            "Choisissez le pays dans la liste.",
        ),
    }
}

// --- Texts

/// `TexteN` of the schema: 1 to N characters, never « nc », a lone point or only zeros (§2.1); and written in
/// Latin-1.
fn text(part: Part, field: &'static str, value: &str, longest: usize, what: &str, remedy: &str) -> Found {
    if value.trim().is_empty() {
        return flaw(part, field, IssueCode::Missing, format!("{what} manque."), remedy);
    }
    if value == "." || all_zeros(value) || fold(value) == "nc" {
        return flaw(
            part,
            field,
            IssueCode::Forbidden,
            format!("{what} vaut « {value} », que le Trésor rejette."),
            remedy,
        );
    }
    let Some(written) = to_latin1(value) else {
        return flaw(
            part,
            field,
            IssueCode::NotTransmissible,
            format!("{what} « {value} » porte des caractères que le fichier du Trésor ne connaît pas."),
            "Écrivez-le en lettres latines.",
        );
    };
    let length = written.chars().count();
    if length > longest {
        return flaw(
            part,
            field,
            IssueCode::TooLong,
            format!("{what} compte {length} caractères ; le Trésor en admet {longest}."),
            remedy,
        );
    }
    None
}

fn optional_text(
    part: Part,
    field: &'static str,
    value: &str,
    longest: usize,
    what: &str,
    remedy: &str,
) -> Found {
    if value.is_empty() { None } else { text(part, field, value, longest, what, remedy) }
}

fn all_zeros(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|b| b == b'0')
}

#[cfg(test)]
mod tests;
