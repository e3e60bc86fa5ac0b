//! Files read back before they leave: well formed, counted, summed, each value within the schema's bounds.
//!
//! The tests hold the published schema against the same files; here the product proves itself without it.

use domain::values::Cents;
use jiff::civil::Date;
use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};

use super::TreasuryFile;
use super::titres_csv::COLUMNS;

/// What the schema lets a value be (treasury.md §2.1).
#[derive(Clone, Copy)]
enum Kind {
    /// 1 to n characters, neither blank, nor a point, nor « nc », nor zeros only.
    Text(usize),
    /// The same with letters and digits only.
    Alphanumeric(usize),
    /// A whole number above zero of at most n digits.
    Number(usize),
    /// Exactly n digits.
    Digits(usize),
    /// Two decimals, fourteen digits.
    Amount,
    Date,
    OneOf(&'static [&'static str]),
    /// Accounting post: six or seven characters, `02A` in Corsica.
    Codique,
    /// Budget: a digit or a capital, then a digit.
    Budget,
}

fn kind_of(element: &str) -> Option<Kind> {
    use Kind::{Alphanumeric, Amount, Budget, Codique, Digits, Number, OneOf, Text};
    Some(match element {
        "Version" | "IdVer" => OneOf(&["2"]),
        "TypFic" => OneOf(&["PESORMC"]),
        "NomFic" => Text(100),
        "Sigle" => Text(32),
        "Adresse" | "LibellePoste" | "LibelleColBud" => Text(38),
        "DteStr" | "DteBordEm" | "DteAsp" | "DteNaissance" => Kind::Date,
        "IdPost" => Codique,
        "IdColl" => Digits(14),
        "CodCol" => Digits(3),
        "CodBud" => Budget,
        "InfoDematerialisee" | "Majo" | "TvaIntraCom" => OneOf(&["0"]),
        "CodRes" => OneOf(&["0", "1"]),
        "Exer" => Number(4),
        "IdBord" => Number(7),
        "TypBord" => OneOf(&["06"]),
        "TypPce" => OneOf(&["15"]),
        "NatPce" => OneOf(&["01"]),
        "NbrPce" => Number(5),
        "MtBordHt" | "MtHT" => Amount,
        "Objet" | "ObjPce" | "ObjLignePce" => Text(160),
        "IdPce" => Number(8),
        "NumDette" => Number(15),
        "Per" => Digits(1),
        "IdLigne" => Number(6),
        "CodProdLoc" => Alphanumeric(4),
        "Nature" => Number(12),
        "Fonction" => Number(10),
        "RefTiers" => Text(30),
        "CatTiers" | "NatJur" => Digits(2),
        "TypTiers" => OneOf(&["01"]),
        "Civilite" => OneOf(&["M", "MME", "METMME", "MOUMME"]),
        "Nom" | "Prenom" | "Adr1" | "Adr2" | "Adr3" | "Ville" => Text(38),
        "TypAdr" => OneOf(&["0", "1", "2"]),
        "CP" => Digits(5),
        "CodPays" => Number(3),
        _ => return None,
    })
}

impl Kind {
    fn takes(self, value: &str) -> bool {
        let bytes = value.as_bytes();
        let digits = !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit);
        let zeros = bytes.iter().all(|b| *b == b'0');
        match self {
            Self::Text(most) => {
                (1..=most).contains(&value.chars().count()) && !matches!(value, " " | "." | "nc") && !zeros
            }
            Self::Alphanumeric(most) => {
                (1..=most).contains(&bytes.len())
                    && bytes.iter().all(u8::is_ascii_alphanumeric)
                    && value != "nc"
                    && !zeros
            }
            Self::Number(most) => digits && !zeros && bytes.len() <= most,
            Self::Digits(exactly) => digits && bytes.len() == exactly,
            Self::Amount => value.split_once('.').is_some_and(|(whole, decimals)| {
                let figures = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
                (1..=12).contains(&whole.len()) && decimals.len() == 2 && figures(whole) && figures(decimals)
            }),
            Self::Date => bytes.len() == 10 && value.parse::<Date>().is_ok(),
            Self::OneOf(values) => values.contains(&value),
            Self::Codique => (6..=7).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_alphanumeric),
            Self::Budget => {
                matches!(bytes, [first, last] if (first.is_ascii_digit() || first.is_ascii_uppercase()) && last.is_ascii_digit())
            }
        }
    }
}

/// Reads the ORMC back: ISO-8859-1 in truth, well formed, every value in its bounds, counts and sums exact.
pub(super) fn prove_ormc(file: &TreasuryFile) -> Result<(), String> {
    if file.bytes.iter().any(|b| matches!(b, 0x80..=0x9F)) {
        return Err("un octet 80-9F contredit l’ISO-8859-1".to_owned());
    }
    let text: String = file.bytes.iter().map(|b| char::from(*b)).collect();
    let mut reader = Reader::from_str(&text);
    let (mut pieces, mut sum) = (0, Cents::ZERO);
    let (mut announced_pieces, mut announced_sum) = (0, Cents::ZERO);
    let mut depth = 0_u32;
    loop {
        match reader.read_event().map_err(|e| e.to_string())? {
            Event::Start(tag) => {
                depth += 1;
                pieces += usize::from(tag.name().as_ref() == "Piece");
            }
            Event::End(_) => depth -= 1,
            Event::Empty(tag) => {
                let name = tag.name();
                let attribute = tag.try_get_attribute("V").map_err(|e| e.to_string())?.ok_or("V absent")?;
                let value = attribute.normalized_value(XmlVersion::Explicit1_0).map_err(|e| e.to_string())?;
                let refused = || format!("{} = «\u{a0}{value}\u{a0}»", name.as_ref());
                if !kind_of(name.as_ref()).ok_or_else(refused)?.takes(&value) {
                    return Err(refused());
                }
                match name.as_ref() {
                    "MtHT" => {
                        sum += cents(&value).filter(|amount| amount.is_positive()).ok_or_else(refused)?
                    }
                    "MtBordHt" => announced_sum = cents(&value).ok_or_else(refused)?,
                    "NbrPce" => announced_pieces = value.parse().map_err(|_| refused())?,
                    _ => {}
                }
            }
            Event::Eof if depth == 0 => break,
            Event::Eof => return Err("le fichier est tronqué".to_owned()),
            _ => {}
        }
    }
    agree("NbrPce", [file.titres, pieces, announced_pieces])?;
    agree("MtBordHt", [file.total, sum, announced_sum])
}

/// Reads the CSV back: the columns, the same number of cells on each line, how many titres, their sum.
pub(super) fn prove_titres_csv(file: &TreasuryFile) -> Result<(), String> {
    let body = file.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&file.bytes);
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(body);
    let headers = reader.byte_headers().map_err(|e| e.to_string())?;
    if headers.iter().ne(COLUMNS.map(str::as_bytes)) {
        return Err("les colonnes diffèrent".to_owned());
    }
    let place = |name: &str| COLUMNS.iter().position(|c| *c == name).expect("a column of ours");
    let (titre, amount) = (place("num_titre"), place("montant_ht"));
    let (mut titres, mut last, mut sum) = (0, Vec::new(), Cents::ZERO);
    for record in reader.byte_records() {
        let record = record.map_err(|e| e.to_string())?;
        if record[titre] != last[..] {
            titres += 1;
            last = record[titre].to_vec();
        }
        let written = String::from_utf8_lossy(&record[amount]);
        sum += cents(&written).ok_or_else(|| format!("montant_ht = {written}"))?;
    }
    agree("num_titre", [file.titres, titres])?;
    agree("montant_ht", [file.total, sum])
}

fn cents(value: &str) -> Option<Cents> {
    Cents::parse_fr(value).ok()
}

fn agree<T: PartialEq + std::fmt::Debug, const N: usize>(what: &str, values: [T; N]) -> Result<(), String> {
    if values.windows(2).all(|pair| pair[0] == pair[1]) {
        Ok(())
    } else {
        Err(format!("{what} ne concorde pas\u{a0}: {values:?}"))
    }
}
