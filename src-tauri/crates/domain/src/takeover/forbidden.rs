//! Columns that never enter, whatever file brings them: portal passwords, addresses of machines, browsers, pages visited, tokens
//! (rows A12, T01 to T03, T05, I03 to I05).
//!
//! A column is known by its heading, or by what its cells hold when the heading says nothing. The recogniser never answers a value.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::values::holds_national_number;
use crate::values::text::fold;

/// What a refused column holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ForbiddenKind {
    /// A password of the families' portal, in clear or hashed (A12, I04).
    Password,
    /// An IP address (T01).
    NetworkAddress,
    /// A browser, a system, a device and its identifiers (T02).
    Machine,
    /// A page visited (T03).
    WebAddress,
    /// When someone connected (T03).
    Connection,
    /// A cookie, a token, an identifier of session (T04).
    Token,
    /// An offence, a conviction, a security measure (I03).
    Offence,
    /// What is asked of childminders alone: diplomas, Urssaf or Pajemploi, way of life (B05, V11, V14).
    Childminder,
    /// A number of the national register, NIR (V09): décret n° 2019-341 lists who may.
    NationalNumber,
}

impl ForbiddenKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Password,
        Self::NetworkAddress,
        Self::Machine,
        Self::WebAddress,
        Self::Connection,
        Self::Token,
        Self::Offence,
        Self::Childminder,
        Self::NationalNumber,
    ];

    /// What it is, for a list: `mot de passe`.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Password => "mot de passe",
            Self::NetworkAddress => "adresse IP",
            Self::Machine => "navigateur ou appareil",
            Self::WebAddress => "adresse de page web",
            Self::Connection => "date de connexion",
            Self::Token => "jeton ou cookie",
            Self::Offence => "infraction ou condamnation",
            Self::Childminder => "réservé aux assistantes maternelles",
            Self::NationalNumber => "numéro de sécurité sociale",
        }
    }

    /// Why it is refused, in a French sentence.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Password => {
                "Un mot de passe de famille, même chiffré, n’entre jamais dans Préau\u{a0}: la colonne n’est pas lue."
            }
            Self::NetworkAddress => {
                "Une adresse IP n’est jamais rattachée au dossier d’une famille\u{a0}: la colonne n’est pas lue."
            }
            Self::Machine => {
                "Le navigateur, l’appareil et leurs identifiants ne sont jamais rattachés au dossier d’une famille\u{a0}: la colonne n’est pas lue."
            }
            Self::WebAddress => {
                "Les pages consultées ne sont jamais rattachées au dossier d’une famille\u{a0}: la colonne n’est pas lue."
            }
            Self::Connection => {
                "Les dates de connexion au portail ne sont jamais rattachées au dossier d’une famille\u{a0}: la colonne n’est pas lue."
            }
            Self::Token => {
                "Un jeton de connexion ou un cookie n’entre jamais dans Préau\u{a0}: la colonne n’est pas lue."
            }
            Self::Offence => {
                "Aucune infraction, condamnation ni mesure de sûreté n’est enregistrée\u{a0}: la colonne n’est pas lue."
            }
            Self::Childminder => {
                "Diplômes, Urssaf ou Pajemploi, mode de vie ne concernent que les assistantes maternelles, jamais le dossier d’une famille\u{a0}: la colonne n’est pas lue."
            }
            Self::NationalNumber => {
                "Le numéro de sécurité sociale n’est pas demandé aux familles par une mairie\u{a0}: la colonne n’est pas lue."
            }
        }
    }
}

/// Words of a heading, one after the other, that tell what its column holds. Where several do, the first of the list.
const HEADINGS: &[(&str, ForbiddenKind)] = &[
    ("mot de passe", ForbiddenKind::Password),
    ("mots de passe", ForbiddenKind::Password),
    ("motdepasse", ForbiddenKind::Password),
    ("mot passe", ForbiddenKind::Password),
    ("motpasse", ForbiddenKind::Password),
    ("mdp", ForbiddenKind::Password),
    ("password", ForbiddenKind::Password),
    ("passwd", ForbiddenKind::Password),
    ("pwd", ForbiddenKind::Password),
    ("passphrase", ForbiddenKind::Password),
    ("phrase secrete", ForbiddenKind::Password),
    ("phrase de passe", ForbiddenKind::Password),
    ("code secret", ForbiddenKind::Password),
    ("code confidentiel", ForbiddenKind::Password),
    ("question secrete", ForbiddenKind::Password),
    ("reponse secrete", ForbiddenKind::Password),
    ("salt", ForbiddenKind::Password),
    ("ip", ForbiddenKind::NetworkAddress),
    ("ipv4", ForbiddenKind::NetworkAddress),
    ("ipv6", ForbiddenKind::NetworkAddress),
    ("adresseip", ForbiddenKind::NetworkAddress),
    ("ipaddress", ForbiddenKind::NetworkAddress),
    ("remote addr", ForbiddenKind::NetworkAddress),
    ("remote host", ForbiddenKind::NetworkAddress),
    ("user agent", ForbiddenKind::Machine),
    ("useragent", ForbiddenKind::Machine),
    ("navigateur", ForbiddenKind::Machine),
    ("browser", ForbiddenKind::Machine),
    ("systeme d exploitation", ForbiddenKind::Machine),
    ("type de machine", ForbiddenKind::Machine),
    ("type de terminal", ForbiddenKind::Machine),
    ("device", ForbiddenKind::Machine),
    ("deviceid", ForbiddenKind::Machine),
    ("id appareil", ForbiddenKind::Machine),
    ("identifiant appareil", ForbiddenKind::Machine),
    ("identifiant de l appareil", ForbiddenKind::Machine),
    ("adresse mac", ForbiddenKind::Machine),
    ("mac address", ForbiddenKind::Machine),
    ("udid", ForbiddenKind::Machine),
    ("imei", ForbiddenKind::Machine),
    ("idfa", ForbiddenKind::Machine),
    ("idfv", ForbiddenKind::Machine),
    ("gaid", ForbiddenKind::Machine),
    ("android id", ForbiddenKind::Machine),
    ("advertising id", ForbiddenKind::Machine),
    ("cookie", ForbiddenKind::Token),
    ("cookies", ForbiddenKind::Token),
    ("token", ForbiddenKind::Token),
    ("tokens", ForbiddenKind::Token),
    ("jeton", ForbiddenKind::Token),
    ("jetons", ForbiddenKind::Token),
    ("session id", ForbiddenKind::Token),
    ("sessionid", ForbiddenKind::Token),
    ("id session", ForbiddenKind::Token),
    ("id de session", ForbiddenKind::Token),
    ("jsessionid", ForbiddenKind::Token),
    ("phpsessid", ForbiddenKind::Token),
    ("csrf", ForbiddenKind::Token),
    ("cle api", ForbiddenKind::Token),
    ("api key", ForbiddenKind::Token),
    ("url", ForbiddenKind::WebAddress),
    ("urls", ForbiddenKind::WebAddress),
    ("referer", ForbiddenKind::WebAddress),
    ("referrer", ForbiddenKind::WebAddress),
    ("page consultee", ForbiddenKind::WebAddress),
    ("pages consultees", ForbiddenKind::WebAddress),
    ("page visitee", ForbiddenKind::WebAddress),
    ("pages visitees", ForbiddenKind::WebAddress),
    ("connexion", ForbiddenKind::Connection),
    ("connexions", ForbiddenKind::Connection),
    ("last login", ForbiddenKind::Connection),
    ("lastlogin", ForbiddenKind::Connection),
    ("login date", ForbiddenKind::Connection),
    ("login time", ForbiddenKind::Connection),
    ("condamnation", ForbiddenKind::Offence),
    ("condamnations", ForbiddenKind::Offence),
    ("infraction", ForbiddenKind::Offence),
    ("infractions", ForbiddenKind::Offence),
    ("casier judiciaire", ForbiddenKind::Offence),
    ("antecedents judiciaires", ForbiddenKind::Offence),
    ("mesure de surete", ForbiddenKind::Offence),
    ("mesures de surete", ForbiddenKind::Offence),
    ("diplome", ForbiddenKind::Childminder),
    ("diplomes", ForbiddenKind::Childminder),
    ("niveau d etude", ForbiddenKind::Childminder),
    ("niveau d etudes", ForbiddenKind::Childminder),
    ("niveau etudes", ForbiddenKind::Childminder),
    ("urssaf", ForbiddenKind::Childminder),
    ("pajemploi", ForbiddenKind::Childminder),
    ("type de logement", ForbiddenKind::Childminder),
    ("type d habitat", ForbiddenKind::Childminder),
    ("mode de vie", ForbiddenKind::Childminder),
    ("nir", ForbiddenKind::NationalNumber),
    ("nss", ForbiddenKind::NationalNumber),
    ("numero de securite sociale", ForbiddenKind::NationalNumber),
    ("numero securite sociale", ForbiddenKind::NationalNumber),
    ("num securite sociale", ForbiddenKind::NationalNumber),
    ("n securite sociale", ForbiddenKind::NationalNumber),
    ("no securite sociale", ForbiddenKind::NationalNumber),
    ("n de securite sociale", ForbiddenKind::NationalNumber),
    ("no de securite sociale", ForbiddenKind::NationalNumber),
    ("numero de secu", ForbiddenKind::NationalNumber),
    ("numero secu", ForbiddenKind::NationalNumber),
    ("num secu", ForbiddenKind::NationalNumber),
    ("n secu", ForbiddenKind::NationalNumber),
    ("no secu", ForbiddenKind::NationalNumber),
    ("n ss", ForbiddenKind::NationalNumber),
    ("no ss", ForbiddenKind::NationalNumber),
    ("num ss", ForbiddenKind::NationalNumber),
];

/// What a heading says its column holds, when that never enters.
pub fn forbidden_heading(heading: &str) -> Option<ForbiddenKind> {
    let words = heading_words(heading);
    HEADINGS.iter().find(|(said, _)| words.contains(&format!(" {said} "))).map(|(_, kind)| *kind)
}

/// What a column holds, when that never enters: its heading says it, one cell could be nothing else (a hashed password, the signature
/// of a browser), or half of those that hold something look like it.
pub fn forbidden_column<'c>(
    heading: &str,
    cells: impl IntoIterator<Item = &'c str>,
) -> Option<ForbiddenKind> {
    if let Some(kind) = forbidden_heading(heading) {
        return Some(kind);
    }
    let mut filled = 0_usize;
    let mut alike = [0_usize; ForbiddenKind::ALL.len()];
    for cell in cells {
        let cell = cell.trim();
        if cell.is_empty() {
            continue;
        }
        filled += 1;
        match look(cell) {
            Look::Usual => {}
            Look::Alike(kind) => alike[kind as usize] += 1,
            Look::Unmistakable(kind) => return Some(kind),
        }
    }
    let most = ForbiddenKind::ALL.into_iter().max_by_key(|kind| alike[*kind as usize])?;
    (alike[most as usize] > 0 && alike[most as usize] * 2 >= filled).then_some(most)
}

/// What a cell looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Look {
    Usual,
    /// So do other things: a column of them tells.
    Alike(ForbiddenKind),
    Unmistakable(ForbiddenKind),
}

fn look(cell: &str) -> Look {
    // Most cells are short words: nothing below is shorter than « ::1 » nor without a digit or one of these signs.
    if cell.len() < 3
        || !cell.bytes().any(|b| b.is_ascii_digit() || matches!(b, b':' | b'$' | b'{' | b'=' | b'.'))
    {
        return Look::Usual;
    }
    if is_password_hash(cell) {
        Look::Unmistakable(ForbiddenKind::Password)
    } else if is_user_agent(cell) || is_mac_address(cell) {
        Look::Unmistakable(ForbiddenKind::Machine)
    } else if is_signed_token(cell) || is_cookie(cell) {
        Look::Unmistakable(ForbiddenKind::Token)
    } else if is_ipv4(cell) || is_ipv6(cell) {
        Look::Alike(ForbiddenKind::NetworkAddress)
    } else if is_web_address(cell) {
        Look::Alike(ForbiddenKind::WebAddress)
    } else if is_udid(cell) {
        Look::Alike(ForbiddenKind::Machine)
    } else if is_bare_digest(cell) {
        Look::Alike(ForbiddenKind::Password)
    } else if holds_national_number(cell) {
        Look::Alike(ForbiddenKind::NationalNumber)
    } else {
        Look::Usual
    }
}

/// The heading in words between spaces: `internet_mdp`, `adresseIP` and « Mot-de-passe » are read alike.
fn heading_words(heading: &str) -> String {
    let mut spaced = String::with_capacity(heading.len() + 8);
    let mut before = ' ';
    for c in heading.chars() {
        // `lastLogin`, `adresseIP`: a capital after a small letter begins a word.
        if c.is_uppercase() && before.is_lowercase() {
            spaced.push(' ');
        }
        spaced.push(if c.is_alphanumeric() { c } else { ' ' });
        before = c;
    }
    let folded = fold(&spaced);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    format!(" {} ", words.join(" "))
}

/// `$2b$12$…`, `$argon2id$…`, `pbkdf2_sha256$…`, `$6$…`, `{SSHA}…`: the formats passwords are kept in.
fn is_password_hash(cell: &str) -> bool {
    const BEGINNINGS: [&str; 24] = [
        "$2a$",
        "$2b$",
        "$2x$",
        "$2y$",
        "$argon2",
        "$scrypt$",
        "$pbkdf2",
        "$1$",
        "$5$",
        "$6$",
        "$7$",
        "$y$",
        "$P$",
        "$H$",
        "$apr1$",
        "$s0$",
        "bcrypt$",
        "bcrypt_sha256$",
        "pbkdf2_sha",
        "pbkdf2:sha",
        "scrypt:",
        "argon2$",
        "md5$",
        "sha1$",
    ];
    let is_scheme = |scheme: &str| {
        matches!(
            scheme.to_ascii_uppercase().as_str(),
            "SSHA"
                | "SHA"
                | "SHA256"
                | "SSHA256"
                | "SHA512"
                | "SSHA512"
                | "MD5"
                | "SMD5"
                | "CRYPT"
                | "BCRYPT"
                | "ARGON2"
        )
    };
    let ldap =
        || cell.strip_prefix('{').and_then(|rest| rest.split_once('}')).is_some_and(|(s, _)| is_scheme(s));
    cell.len() >= 12 && (BEGINNINGS.iter().any(|beginning| cell.starts_with(beginning)) || ldap())
}

/// `Mozilla/5.0 (…)`, `okhttp/4.9`, `MyApp/1 CFNetwork/1410`: how programs introduce themselves.
fn is_user_agent(cell: &str) -> bool {
    const NAMES: [&str; 8] = [
        "Mozilla/",
        "AppleWebKit/",
        "Dalvik/",
        "okhttp/",
        "CFNetwork/",
        "Opera/",
        "Gecko/",
        "python-requests/",
    ];
    NAMES.iter().any(|name| cell.contains(name))
}

/// `00:1B:44:11:3A:B7`.
fn is_mac_address(cell: &str) -> bool {
    let parts: Vec<&str> = cell.split([':', '-']).collect();
    parts.len() == 6
        && cell.len() == 17
        && parts.iter().all(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_hexdigit()))
        // A telephone or an account cut in pairs of digits is no machine.
        && (cell.contains(':') || cell.bytes().any(|b| b.is_ascii_alphabetic()))
}

/// A JSON web token.
fn is_signed_token(cell: &str) -> bool {
    cell.starts_with("eyJ")
        && cell.split('.').count() == 3
        && cell.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'='))
}

/// `sid=3f9…; Path=/; HttpOnly`.
fn is_cookie(cell: &str) -> bool {
    let lower = cell.to_ascii_lowercase();
    cell.contains('=')
        && ["; path=/", "; httponly", "; samesite=", "; max-age="].iter().any(|mark| lower.contains(mark))
        || ["phpsessid=", "jsessionid=", "asp.net_sessionid="].iter().any(|name| lower.contains(name))
}

/// Four numbers under 256, perhaps with a port. A telephone or a date cut by points has another count of parts.
fn is_ipv4(cell: &str) -> bool {
    let address = cell
        .rsplit_once(':')
        .map_or(cell, |(address, port)| if port.parse::<u16>().is_ok() { address } else { cell });
    let part = |part: &str| (1..=3).contains(&part.len()) && part.parse::<u8>().is_ok();
    address.split('.').count() == 4 && address.split('.').all(part)
}

/// Also between brackets, with a zone or a prefix length.
fn is_ipv6(cell: &str) -> bool {
    let bare = cell.strip_prefix('[').and_then(|rest| rest.split(']').next()).unwrap_or(cell);
    let bare = bare.split(['%', '/']).next().unwrap_or(bare);
    let (head, tail) = bare.split_once("::").map_or((bare, None), |(head, tail)| (head, Some(tail)));
    let group = |group: &str| {
        (1..=4).contains(&group.len()) && group.bytes().all(|b| b.is_ascii_hexdigit()) || is_ipv4(group)
    };
    let groups = |half: &str| half.split(':').filter(|_| !half.is_empty()).map(group).collect::<Vec<_>>();
    let found = [groups(head), tail.map(groups).unwrap_or_default()].concat();
    let count = found.len();
    found.iter().all(|sound| *sound) && if tail.is_some() { (1..8).contains(&count) } else { count == 8 }
}

fn is_web_address(cell: &str) -> bool {
    let lower = cell.get(..8).unwrap_or(cell).to_ascii_lowercase();
    lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www.")
}

/// `00008030-001C2D2E0A38802E`, the identifier of a telephone.
fn is_udid(cell: &str) -> bool {
    let hex = |text: &str| text.bytes().all(|b| b.is_ascii_hexdigit());
    cell.split_once('-').is_some_and(|(model, chip)| {
        model.len() == 8 && chip.len() == 16 && hex(model) && hex(chip) && model.starts_with("0000")
    })
}

/// MD5, SHA-1 or SHA-2 in hexadecimal. Thirty-two digits that are a UUID without its hyphens are an identifier.
fn is_bare_digest(cell: &str) -> bool {
    let bytes = cell.as_bytes();
    let is_uuid = || {
        bytes.len() == 32
            && matches!(bytes[12], b'1'..=b'8')
            && matches!(bytes[16].to_ascii_lowercase(), b'8' | b'9' | b'a' | b'b')
    };
    matches!(bytes.len(), 32 | 40 | 56 | 64 | 96 | 128)
        && bytes.iter().all(u8::is_ascii_hexdigit)
        && bytes.iter().any(u8::is_ascii_alphabetic)
        && !is_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    // rows: A12 T01 T02 T03 T04 T05 I03 I04 I05
    #[test]
    fn headings_say_what_never_enters() {
        for (heading, kind) in [
            ("Mot de passe", ForbiddenKind::Password),
            ("MOT-DE-PASSE", ForbiddenKind::Password),
            ("internet_mdp", ForbiddenKind::Password),
            ("mdpResp1", ForbiddenKind::Password),
            ("password_hash", ForbiddenKind::Password),
            ("Question secrète", ForbiddenKind::Password),
            ("Adresse IP", ForbiddenKind::NetworkAddress),
            ("adresseIP", ForbiddenKind::NetworkAddress),
            ("last_ip", ForbiddenKind::NetworkAddress),
            ("User-Agent", ForbiddenKind::Machine),
            ("Navigateur (portail)", ForbiddenKind::Machine),
            ("Système d’exploitation", ForbiddenKind::Machine),
            ("UDID", ForbiddenKind::Machine),
            ("URL consultée", ForbiddenKind::WebAddress),
            ("Pages visitées", ForbiddenKind::WebAddress),
            ("Dernière connexion", ForbiddenKind::Connection),
            ("lastLogin", ForbiddenKind::Connection),
            ("Cookie", ForbiddenKind::Token),
            ("Jeton d’activation", ForbiddenKind::Token),
            ("session_id", ForbiddenKind::Token),
            ("Condamnations", ForbiddenKind::Offence),
        ] {
            assert_eq!(forbidden_heading(heading), Some(kind), "{heading}");
        }
    }

    #[test]
    fn headings_of_a_family_are_let_in() {
        for heading in [
            "Nom R1",
            "Prénom enfant 1",
            "Tél domicile",
            "Lien de parenté",
            "N° passeport",
            "Pass’Sport",
            "Identifiant portail",
            "Type de règlement",
            "Principal",
            "Participation",
            "Session d’inscription",
            "Terminale",
            "Municipalité",
            "IPP",
            "Adresse",
            "Site",
            "Curling",
            "Date de la consultation CAF",
            "",
        ] {
            assert_eq!(forbidden_heading(heading), None, "{heading}");
        }
    }

    #[test]
    fn one_cell_that_can_be_nothing_else_is_enough() {
        for (cell, kind) in [
            ("$2b$12$C6UzMDM.H6dfI/f/IKcEe.7zYlVvBvDgC0m1", ForbiddenKind::Password),
            ("pbkdf2_sha256$600000$abcdef$bXlwYXNz", ForbiddenKind::Password),
            ("$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA", ForbiddenKind::Password),
            ("$6$rounds=5000$sel$AbCdEf", ForbiddenKind::Password),
            ("{SSHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=", ForbiddenKind::Password),
            ("Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101", ForbiddenKind::Machine),
            ("okhttp/4.9.3", ForbiddenKind::Machine),
            ("00:1B:44:11:3A:B7", ForbiddenKind::Machine),
            ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.s5x-_A1", ForbiddenKind::Token),
            ("sid=31d4d96e407aad42; Path=/; HttpOnly", ForbiddenKind::Token),
        ] {
            let cells = ["", "Le Goff", "rien", cell, "12/03/2019"];
            assert_eq!(forbidden_column("Divers", cells), Some(kind), "{cell}");
        }
    }

    // rows: A12 T01 T02 T03 I04 I05
    #[test]
    fn a_column_is_known_by_what_most_of_it_holds() {
        for (cell, kind) in [
            ("192.168.1.14", ForbiddenKind::NetworkAddress),
            ("82.64.12.9:443", ForbiddenKind::NetworkAddress),
            ("2a01:e0a:1c3:9d00::12", ForbiddenKind::NetworkAddress),
            ("[fe80::1%eth0]", ForbiddenKind::NetworkAddress),
            ("https://portail.exemple.fr/accueil", ForbiddenKind::WebAddress),
            ("www.exemple.fr", ForbiddenKind::WebAddress),
            ("00008030-001C2D2E0A38802E", ForbiddenKind::Machine),
            ("5f4dcc3b5aa765d61d8327deb882cf99", ForbiddenKind::Password),
            ("5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8", ForbiddenKind::Password),
            ("5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8", ForbiddenKind::Password),
        ] {
            assert_eq!(forbidden_column("Champ 7", [cell, "", cell, "autre"]), Some(kind), "{cell}");
            let seldom = [cell, "un", "deux", "trois"];
            assert_eq!(forbidden_column("Champ 7", seldom), None, "{cell} alone among others");
        }
    }

    #[test]
    fn what_families_give_looks_like_none_of_it() {
        for cell in [
            "06.12.34.56.78",
            "06 12 34 56 78",
            "01-02-03-04-05-06",
            "12/03/2019",
            "12.03.2019",
            "2019-03-12T00:00:00",
            "08:30:00",
            "08:30-11:45",
            "FR76 3000 6000 0112 3456 7890 189",
            "jeanne.le-goff@exemple.fr",
            "d’Estienne-Le Goff",
            "4180226Z",
            "21500",
            "550e8400-e29b-41d4-a716-446655440000",
            "550e8400e29b41d4a716446655440000",
            "1 234,56 €",
            "12 rue des Lilas",
            "12:",
            "::",
        ] {
            assert_eq!(forbidden_column("Divers", [cell]), None, "{cell}");
        }
        assert_eq!(forbidden_column("Nom", [""; 3]), None);
    }

    #[test]
    fn every_kind_says_why_in_a_sentence() {
        for kind in ForbiddenKind::ALL {
            assert!(kind.reason().ends_with("n’est pas lue."), "{kind:?}");
            assert!(!kind.label().is_empty());
        }
    }
}
