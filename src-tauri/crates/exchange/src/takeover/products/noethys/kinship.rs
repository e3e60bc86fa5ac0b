//! What someone is to a child, in the numbers of Noethys (its own list, 1 to 23).

/// Civilities, by number: what a guardian is called.
pub(super) fn civility(number: Option<i64>) -> &'static str {
    match number {
        Some(1) => "M.",
        Some(2) => "Mlle",
        Some(3) => "Mme",
        _ => "",
    }
}

/// Sex of a child, by the number of their civility.
pub(super) fn sex(number: Option<i64>) -> &'static str {
    match number {
        Some(1 | 4) => "M",
        Some(2 | 3 | 5) => "F",
        _ => "",
    }
}

/// The link of a guardian to a child, as the general table writes it; empty when it is none of its list.
pub(super) fn guardian_link(link: i64, civility: Option<i64>) -> &'static str {
    match (link, civility) {
        (1, Some(1)) => "père",
        (1, Some(2 | 3)) => "mère",
        (4, _) => "grand-parent",
        (13, _) => "beau-parent",
        (18, _) => "tuteur",
        _ => "",
    }
}

/// The link of a contact, in words.
pub(super) fn contact_link(link: i64, civility: Option<i64>) -> &'static str {
    let of = |man, woman| if matches!(civility, Some(2 | 3 | 5)) { woman } else { man };
    match link {
        1 => of("père", "mère"),
        3 => of("frère", "sœur"),
        4 => of("grand-père", "grand-mère"),
        6 => of("oncle", "tante"),
        13 => of("beau-père", "belle-mère"),
        18 => of("tuteur", "tutrice"),
        20 => of("assistant maternel", "assistante maternelle"),
        22 => of("ami", "amie"),
        23 => of("voisin", "voisine"),
        _ => "",
    }
}
