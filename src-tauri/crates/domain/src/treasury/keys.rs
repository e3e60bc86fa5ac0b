//! Control keys and file names (treasury.md §2.4).

use super::Bordereau;

/// Digits of a debt number in a key.
const DEBT: usize = 13;

/// The first key of an ORMC article: modulo 11 over collectivity code, nature code, two digits of the year,
/// period and debt.
///
/// Two implementations in use disagree when the remainder is zero: the product leaves this key empty unless the
/// town's accountant asks for it.
pub fn cle1(code_collectivite: &str, nature: &str, year: u8, period: u8, debt: u64) -> char {
    let digits = format!("{code_collectivite}{nature}{year:02}{period}{debt:0>DEBT$}");
    let weighted: u32 = digits
        .bytes()
        .rev()
        .zip([2_u32, 3, 4, 5, 6, 7].into_iter().cycle())
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    match weighted % 11 {
        0 => '0',
        1 => '1',
        remainder => char::from_digit(11 - remainder, 10).expect("between 1 and 9"),
    }
}

/// The second key of an ORMC article: modulo 23 over two digits of the year, period, `00` and debt, as a letter
/// of the alphabet without I and O.
pub fn cle2(year: u8, period: u8, debt: u64) -> char {
    const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRSTUVWXY";
    let digits = format!("{year:02}{period}00{debt:0>DEBT$}");
    let remainder = digits.bytes().fold(0_usize, |sum, digit| (sum * 10 + usize::from(digit - b'0')) % 23);
    char::from(LETTERS[remainder])
}

/// `PESORMC_<SIRET>_<AAMMJJ>_<IdBord>.xml`: no space, no accent, unique.
pub fn ormc_file_name(bordereau: &Bordereau) -> String {
    let day = bordereau.issued_on;
    format!(
        "PESORMC_{}_{:02}{:02}{:02}_{}.xml",
        bordereau.collectivity.siret,
        day.year().rem_euclid(100),
        day.month(),
        day.day(),
        bordereau.number
    )
}

/// `titres_<exercice>_<bordereau>.csv`.
pub fn titres_file_name(bordereau: &Bordereau) -> String {
    format!("titres_{}_{}.csv", bordereau.exercice, bordereau.number)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Vectors gathered with the key algorithms (treasury.md §2.4).
    #[test]
    fn first_keys() {
        for (code, nature, year, period, debt, key) in [
            ("01", "04", 0, 0, 900_001, '8'),
            ("39", "01", 13, 0, 303, '9'),
            ("12", "05", 26, 9, 1_234, '4'),
            ("45", "02", 26, 1, 1, '4'),
            ("07", "11", 26, 3, 20_260_917, '8'),
            ("00", "00", 0, 0, 0, '0'),
            ("00", "00", 0, 0, 6, '1'),
        ] {
            assert_eq!(cle1(code, nature, year, period, debt), key, "{debt}");
        }
    }

    #[test]
    fn second_keys() {
        for (year, period, debt, key) in [
            (0, 0, 900_001, 'M'),
            (13, 0, 303, 'L'),
            (26, 9, 1_234, 'D'),
            (26, 1, 1, 'U'),
            (26, 3, 20_260_917, 'Q'),
        ] {
            assert_eq!(cle2(year, period, debt), key, "{debt}");
        }
    }
}
