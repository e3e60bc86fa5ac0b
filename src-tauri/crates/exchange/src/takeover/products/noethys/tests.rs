use super::pickle::{Clear, read};

fn bytes(hexadecimal: &str) -> Vec<u8> {
    (0..hexadecimal.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hexadecimal[at..at + 2], 16).expect("hexadecimal"))
        .collect()
}

/// As Python writes them.
const TEXT: &str = "8004950f000000000000008c0b4c6520466c6f63e2809968942e";
const EMPTY: &str = "80049504000000000000008c00942e";
const DATE: &str = "80049520000000000000008c086461746574696d65948c0464617465949394430407e0051594859452942e";
const DECIMAL: &str =
    "80049524000000000000008c07646563696d616c948c07446563696d616c9493948c063734322e353094859452942e";

#[test]
fn the_three_values_are_read() {
    assert_eq!(read(&bytes(TEXT)), Some(Clear::Text("Le Floc’h".to_owned())));
    assert_eq!(read(&bytes(EMPTY)), Some(Clear::Text(String::new())));
    assert_eq!(read(&bytes(DATE)), Some(Clear::Date(2016, 5, 21)));
    assert_eq!(read(&bytes(DECIMAL)), Some(Clear::Decimal("742.50".to_owned())));
    // A long text has its length on four bytes.
    let long = [&b"\x80\x04X\x2c\x01\x00\x00"[..], &[b'x'; 300], b"\x94."].concat();
    assert_eq!(read(&long), Some(Clear::Text("x".repeat(300))));
}

#[test]
fn any_other_pickle_is_unreadable() {
    for (what, hostile) in [
        (
            "os.system('id')",
            &b"\x80\x04\x8c\x05posix\x94\x8c\x06system\x94\x93\x94\x8c\x02id\x94\x85\x94R\x94."[..],
        ),
        ("builtins.eval", b"\x80\x04\x8c\x08builtins\x94\x8c\x04eval\x94\x93\x94\x8c\x011\x94\x85\x94R\x94."),
        ("datetime.date.today", b"\x80\x04\x8c\x08datetime\x94\x8c\x0adate.today\x94\x93\x94)R\x94."),
        (
            "decimal.getcontext",
            b"\x80\x04\x8c\x07decimal\x94\x8c\x0agetcontext\x94\x93\x94\x8c\x011\x94\x85\x94R\x94.",
        ),
        (
            "a decimal that is none",
            b"\x80\x04\x8c\x07decimal\x94\x8c\x07Decimal\x94\x93\x94\x8c\x03NaN\x94\x85\x94R\x94.",
        ),
        ("a list", b"\x80\x04]\x94."),
        ("nothing", b"\x80\x04N."),
        ("a number", b"\x80\x04K\x01."),
        ("a text that ends elsewhere", b"\x80\x04\x8c\xffabc."),
        ("a length beyond memory", b"\x80\x04X\xff\xff\xff\xffabc."),
        ("protocol 0", b"cposix\nsystem\n(S'id'\ntR."),
        ("protocol 2", b"\x80\x02X\x01\x00\x00\x00aq\x00."),
        ("a text that is not UTF-8", b"\x80\x04\x8c\x01\xff\x94."),
        ("no bytes", b""),
    ] {
        assert_eq!(read(hostile), None, "{what}");
    }
}

#[test]
fn a_byte_more_or_less_is_unreadable() {
    for whole in [TEXT, DATE, DECIMAL].map(bytes) {
        for cut in 0..whole.len() {
            assert_eq!(read(&whole[..cut]), None, "cut at {cut}");
            for byte in 0..=u8::MAX {
                let mut other = whole.clone();
                other[cut] = byte;
                let _ = read(&other);
            }
        }
        assert_eq!(read(&[&whole[..], b"."].concat()), None, "something after the end");
    }
}
