//! A page of a PDF that a family gave, drawn as points: what the window shows of it.
//!
//! The window never opens such a file itself: its reader would carry out what the file says. Here a page is read by a library in Rust that
//! knows no script, opens no link and reaches neither the disk nor the network; what comes out is colours.

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::font::{FontData, FontQuery, StandardFont};
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};

/// The widest and the highest a page is drawn, in points of the picture: an A4 page at 150 dots per inch.
const WITHIN: (f32, f32) = (1_240.0, 1_754.0);

/// A page, drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glimpse {
    /// How many pages there are.
    pub pages: u32,
    /// Width, in points.
    pub width: u32,
    /// Height, in points.
    pub height: u32,
    /// Red, green, blue and opacity of each point, from the upper left, line by line.
    pub rgba: Vec<u8>,
}

/// Draws a page, the first being 0; nothing when the file is locked by a password, does not read, or has no such page.
pub fn glimpse(pdf: Vec<u8>, page: u32) -> Option<Glimpse> {
    let pdf = Pdf::new(Arc::new(pdf)).ok()?;
    let pages = pdf.pages();
    let drawn = pages.get(usize::try_from(page).ok()?)?;
    let scale = scale(drawn.render_dimensions())?;
    let settings = InterpreterSettings {
        font_resolver: Arc::new(|query| match query {
            FontQuery::Standard(font) => Some(standard(*font)),
            FontQuery::Fallback(font) => Some(standard(font.pick_standard_font())),
        }),
        cmap_resolver: Arc::new(|_| None),
        warning_sink: Arc::new(|_| {}),
        render_annotations: true,
    };
    let on_paper =
        RenderSettings { x_scale: scale, y_scale: scale, bg_color: WHITE, ..RenderSettings::default() };
    let points = render(drawn, &RenderCache::new(), &settings, &on_paper);
    Some(Glimpse {
        pages: u32::try_from(pages.len()).ok()?,
        width: points.width().into(),
        height: points.height().into(),
        // On white paper every point is opaque: nothing was multiplied.
        rgba: points.data_as_u8_slice().to_vec(),
    })
}

/// From the units of a page to the points of its picture.
#[allow(clippy::float_arithmetic, reason = "lengths on paper, never money")]
fn scale((width, height): (f32, f32)) -> Option<f32> {
    let scale = (WITHIN.0 / width).min(WITHIN.1 / height);
    let drawn = |length: f32| (1.0..=WITHIN.1).contains(&(length * scale).floor());
    (scale.is_finite() && drawn(width) && drawn(height)).then_some(scale)
}

/// The fourteen fonts that a PDF may name without carrying them (ISO 32000-1 §9.6.2.2): those of the typesetter.
fn standard(font: StandardFont) -> (FontData, u32) {
    use typst_assets::pdf;
    let bytes: &'static [u8] = match font {
        StandardFont::Helvetica => pdf::SANS,
        StandardFont::HelveticaBold => pdf::SANS_BOLD,
        StandardFont::HelveticaOblique => pdf::SANS_ITALIC,
        StandardFont::HelveticaBoldOblique => pdf::SANS_BOLD_ITALIC,
        StandardFont::Courier => pdf::FIXED,
        StandardFont::CourierBold => pdf::FIXED_BOLD,
        StandardFont::CourierOblique => pdf::FIXED_ITALIC,
        StandardFont::CourierBoldOblique => pdf::FIXED_BOLD_ITALIC,
        StandardFont::TimesRoman => pdf::SERIF,
        StandardFont::TimesBold => pdf::SERIF_BOLD,
        StandardFont::TimesItalic => pdf::SERIF_ITALIC,
        StandardFont::TimesBoldItalic => pdf::SERIF_BOLD_ITALIC,
        StandardFont::ZapfDingBats => pdf::DING_BATS,
        StandardFont::Symbol => pdf::SYMBOL,
    };
    (Arc::new(bytes), 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of so many units, half of it under a black square, one word in a font it does not carry.
    fn pdf(width: &str, height: &str, extra: &str) -> Vec<u8> {
        let drawn = "0 0 0 rg 0 0 100 200 re f BT /F1 24 Tf 110 100 Td (Bonjour) Tj ET";
        let objects = [
            format!("<</Type/Catalog/Pages 2 0 R{extra}>>"),
            "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
            format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
            ),
            format!("<</Length {}>>\nstream\n{drawn}\nendstream", drawn.len()),
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        ];
        let mut text = "%PDF-1.4\n".to_owned();
        let mut places = Vec::new();
        for (rank, object) in objects.iter().enumerate() {
            places.push(text.len());
            text.push_str(&format!("{} 0 obj\n{object}\nendobj\n", rank + 1));
        }
        let table = text.len();
        text.push_str("xref\n0 6\n0000000000 65535 f \n");
        places.iter().for_each(|place| text.push_str(&format!("{place:010} 00000 n \n")));
        text.push_str(&format!("trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n"));
        text.into_bytes()
    }

    fn dark(drawn: &Glimpse, columns: std::ops::Range<u32>) -> usize {
        let points = drawn.rgba.chunks(4).enumerate();
        points.filter(|(at, point)| columns.contains(&(*at as u32 % drawn.width)) && point[0] < 128).count()
    }

    #[test]
    fn a_page_is_drawn_as_points() {
        let drawn = glimpse(pdf("200", "200", ""), 0).expect("a page");
        assert_eq!((drawn.pages, drawn.width, drawn.height), (1, 1_240, 1_240));
        assert_eq!(drawn.rgba.len(), 1_240 * 1_240 * 4);
        assert!(drawn.rgba.chunks(4).all(|point| point[3] == 255), "paper is opaque");
        assert_eq!(dark(&drawn, 0..610), 610 * 1_240, "the square");
        let word = dark(&drawn, 640..1_240);
        assert!(word > 2_000 && word < 100_000, "the word, in a font of ours: {word}");
    }

    #[test]
    fn what_a_page_would_do_is_not_done() {
        let plain = glimpse(pdf("200", "200", ""), 0);
        let script =
            "/OpenAction<</S/JavaScript/JS(app.alert\\('bonjour'\\))>>/AA<</WC<</S/Launch/F(calc.exe)>>>>";
        assert_eq!(glimpse(pdf("200", "200", script), 0), plain);
    }

    #[test]
    fn what_is_not_a_page_is_not_drawn() {
        assert_eq!(glimpse(pdf("200", "200", ""), 1), None);
        assert_eq!(glimpse(b"%PDF-1.7 nothing %%EOF".to_vec(), 0), None);
        assert_eq!(glimpse(Vec::new(), 0), None);
        // As high as a street, as thin as a hair.
        for (width, height) in [("1", "900000"), ("900000", "1")] {
            assert_eq!(glimpse(pdf(width, height, ""), 0), None, "{width} × {height}");
        }
        let tall = glimpse(pdf("200", "2000", ""), 0).expect("a page");
        assert!(tall.width <= 1_240 && tall.height <= 1_754, "{} × {}", tall.width, tall.height);
    }

    #[test]
    fn no_page_cut_short_makes_it_fall() {
        let whole = pdf("200", "200", "");
        for at in (0..whole.len()).step_by(7) {
            let _ = glimpse(whole[..at].to_vec(), 0);
            let mut altered = whole.clone();
            altered[at] ^= 0x15;
            let _ = glimpse(altered, 0);
        }
    }
}
