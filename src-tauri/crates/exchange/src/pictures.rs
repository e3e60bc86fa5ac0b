//! Pictures of other people: read within limits, and written again with nothing but their pixels.
//!
//! What a telephone writes beside a picture (where it was taken, when, by which device, a thumbnail of what was cut away) never enters:
//! the pixels alone are kept, turned the way the telephone held them. The readers are those of the `image` library, in Rust throughout;
//! no native reader of the system ever sees what a family sent.

use std::io::Cursor;

use domain::issue::{IssueCode, Refusal};
use domain::supporting::{FileFormat, MAX_FILE_BYTES, MAX_PHOTO_BYTES, PHOTO_SIZE};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};

/// Width and height beyond which a picture is not read, in pixels.
const MAX_SIDE: u32 = 16_384;

/// Bytes of its pixels beyond which a picture is not read: 256 MiB, a telephone's 50 million points with room to spare. A bomb says little
/// in the file and much more in memory: its own header gives it away, before a pixel is read.
const MAX_PIXEL_BYTES: u64 = 256 * 1024 * 1024;

/// The longest side of a picture kept, in pixels: an A4 page at 300 dots per inch.
const KEPT_SIDE: u32 = 3_508;

/// Quality of a page written as JPEG: its small print stays legible.
const PAGE_QUALITY: u8 = 85;

/// Qualities tried for a portrait, the best that fits first.
const PORTRAIT_QUALITIES: [u8; 5] = [85, 75, 60, 45, 30];

/// A picture written again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// What it is now.
    pub format: FileFormat,
    /// Its bytes: header and pixels.
    pub bytes: Vec<u8>,
}

/// A scanned or photographed page, its longest side brought to an A4 page at 300 dpi. A PNG stays one when it is no longer than a file may
/// be; everything else becomes a JPEG.
pub fn page(format: FileFormat, bytes: &[u8]) -> Result<Picture, Refusal> {
    let mut picture = read(format, bytes)?;
    if picture.width().max(picture.height()) > KEPT_SIDE {
        picture = picture.resize(KEPT_SIDE, KEPT_SIDE, FilterType::Triangle);
    }
    let flat = on_white(&picture);
    if format == FileFormat::Png {
        let mut out = Cursor::new(Vec::new());
        flat.write_to(&mut out, ImageFormat::Png).map_err(|_| unwritten())?;
        let bytes = out.into_inner();
        if bytes.len() <= MAX_FILE_BYTES {
            return Ok(Picture { format, bytes });
        }
    }
    Ok(Picture { format: FileFormat::Jpeg, bytes: jpeg(&flat, PAGE_QUALITY)? })
}

/// A portrait of 4 to 5, cut around its middle, small enough to be shown in a list.
pub fn portrait(format: FileFormat, bytes: &[u8]) -> Result<Picture, Refusal> {
    let picture = read(format, bytes)?;
    let (width, height) = PHOTO_SIZE;
    let (wide, high) = (picture.width(), picture.height());
    if wide < width / 4 || high < height / 4 {
        return Err(Refusal::new(
            IssueCode::OutOfRange,
            "Cette photographie est trop petite pour reconnaître quelqu’un\u{a0}: choisissez-en une plus grande.",
        ));
    }
    // As much of it as a frame of 4 to 5 holds.
    let kept_wide = wide.min(high * width / height).max(1);
    let kept_high = high.min(wide * height / width).max(1);
    let cut = picture.crop_imm((wide - kept_wide) / 2, (high - kept_high) / 2, kept_wide, kept_high);
    let flat = on_white(&cut.resize_exact(width, height, FilterType::Triangle));
    for quality in PORTRAIT_QUALITIES {
        let bytes = jpeg(&flat, quality)?;
        if bytes.len() <= MAX_PHOTO_BYTES {
            return Ok(Picture { format: FileFormat::Jpeg, bytes });
        }
    }
    Err(unwritten())
}

/// Points drawn by ourselves (four bytes each, opaque), as a picture the window shows; nothing when there are more or fewer than it says.
pub fn drawn(width: u32, height: u32, rgba: Vec<u8>) -> Option<Vec<u8>> {
    let picture = DynamicImage::ImageRgba8(image::RgbaImage::from_raw(width, height, rgba)?);
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture.to_rgb8()).write_to(&mut out, ImageFormat::Png).ok()?;
    Some(out.into_inner())
}

/// The pixels, upright.
fn read(format: FileFormat, bytes: &[u8]) -> Result<DynamicImage, Refusal> {
    let format = match format {
        FileFormat::Jpeg => ImageFormat::Jpeg,
        FileFormat::Png => ImageFormat::Png,
        FileFormat::Webp => ImageFormat::WebP,
        FileFormat::Pdf => return Err(unreadable()),
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_PIXEL_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| refused(&error))?;
    if decoder.total_bytes() > MAX_PIXEL_BYTES {
        return Err(too_large());
    }
    // The readers fill with grey what did not come: half a face would take the place of a whole one.
    if !is_whole(format, bytes) {
        return Err(cut_short());
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| refused(&error))?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// Whether a file goes to the end its format says, whatever follows it.
fn is_whole(format: ImageFormat, bytes: &[u8]) -> bool {
    match format {
        ImageFormat::Jpeg => jpeg_ends(bytes),
        ImageFormat::Png => png_ends(bytes),
        // The length of what follows it stands in the head of the file (RFC 9649, §2.3).
        ImageFormat::WebP => {
            let said = bytes.get(4..8).and_then(|said| said.try_into().ok()).map(u32::from_le_bytes);
            said.is_some_and(|said| (bytes.len() as u64) >= u64::from(said) + 8)
        }
        _ => false,
    }
}

/// From segment to segment, then from scan to scan, to the end of image (ITU-T T.81, annex B).
fn jpeg_ends(bytes: &[u8]) -> bool {
    let mut at = 2;
    loop {
        // The next mark: between two, what a scan holds, where FF 00 is a value and FF D0 to D7 a restart.
        let mark = loop {
            match bytes.get(at..at + 2) {
                None => return false,
                Some([0xFF, 0x00 | 0xD0..=0xD7]) => at += 2,
                Some([0xFF, 0xFF]) => at += 1,
                Some([0xFF, mark]) => break *mark,
                Some(_) => at += 1,
            }
        };
        if mark == 0xD9 {
            return true;
        }
        let Some(length) = bytes.get(at + 2..at + 4).and_then(|said| said.try_into().ok()) else {
            return false;
        };
        at += 2 + usize::from(u16::from_be_bytes(length));
    }
}

/// From chunk to chunk to `IEND`, its check included (ISO/IEC 15948, §5.3).
fn png_ends(bytes: &[u8]) -> bool {
    let mut at = 8_usize;
    loop {
        let Some([a, b, c, d, name @ ..]) = bytes.get(at..at + 8) else { return false };
        let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
        at = at.saturating_add(length).saturating_add(12);
        if at > bytes.len() {
            return false;
        }
        if name == b"IEND" {
            return true;
        }
    }
}

/// Eight bits a colour, what was transparent on white: paper is.
fn on_white(picture: &DynamicImage) -> DynamicImage {
    match picture {
        DynamicImage::ImageLuma8(_) | DynamicImage::ImageRgb8(_) => picture.clone(),
        _ if !picture.color().has_alpha() => DynamicImage::ImageRgb8(picture.to_rgb8()),
        _ => {
            let seen = picture.to_rgba8();
            let mut flat = RgbImage::new(seen.width(), seen.height());
            for (to, from) in flat.pixels_mut().zip(seen.pixels()) {
                let [red, green, blue, alpha] = from.0.map(u32::from);
                let over = |colour: u32| ((colour * alpha + 255 * (255 - alpha) + 127) / 255) as u8;
                to.0 = [over(red), over(green), over(blue)];
            }
            DynamicImage::ImageRgb8(flat)
        }
    }
}

fn jpeg(picture: &DynamicImage, quality: u8) -> Result<Vec<u8>, Refusal> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, quality).encode_image(picture).map_err(|_| unwritten())?;
    Ok(out)
}

fn refused(error: &image::ImageError) -> Refusal {
    match error {
        image::ImageError::Limits(_) => too_large(),
        _ => unreadable(),
    }
}

fn too_large() -> Refusal {
    Refusal::new(
        IssueCode::OutOfRange,
        "Cette image a trop de points pour être lue sans risque\u{a0}: réduisez-la, ou numérisez-la moins finement.",
    )
}

fn unreadable() -> Refusal {
    Refusal::new(
        IssueCode::Malformed,
        "Cette image ne se lit pas\u{a0}: elle est abîmée. Demandez-la à nouveau, ou numérisez la pièce.",
    )
}

fn cut_short() -> Refusal {
    Refusal::new(
        IssueCode::Malformed,
        "Il manque la fin de cette image\u{a0}: son envoi ou sa copie s’est arrêté en route. Demandez-la à nouveau.",
    )
}

fn unwritten() -> Refusal {
    Refusal::new(
        IssueCode::Malformed,
        "Cette image n’a pas pu être réécrite\u{a0}: enregistrez-la en JPEG, puis recommencez.",
    )
}

#[cfg(test)]
mod tests {
    use image::{GenericImageView, ImageBuffer, Rgb, Rgba, RgbaImage};
    use proptest::prelude::*;

    use super::*;

    /// Upper half red, lower half blue.
    fn flag(width: u32, height: u32) -> RgbImage {
        ImageBuffer::from_fn(width, height, |_, y| {
            if y < height / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) }
        })
    }

    fn written(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        picture.into().write_to(&mut out, format).expect("written");
        out.into_inner()
    }

    /// A JPEG with what a telephone writes: the way it was held, and where it was.
    fn from_a_telephone(width: u32, height: u32, orientation: u8) -> Vec<u8> {
        let plain = written(flag(width, height), ImageFormat::Jpeg);
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([orientation, 0, 0, 0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0x26, 0, 0, 0, 0]);
        exif.extend(b"\0\x01\0\x01\0\x02\0\0\0\x02N\0\0\0\0\0\0\0GPS 48.117266 -1.6777926");
        let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
        [&plain[..2], &[0xFF, 0xE1], &length, &exif, &plain[2..]].concat()
    }

    fn holds(bytes: &[u8], words: &[u8]) -> bool {
        bytes.windows(words.len()).any(|part| part == words)
    }

    fn reread(picture: &Picture) -> DynamicImage {
        image::load_from_memory(&picture.bytes).expect("a picture")
    }

    fn is_red(picture: &DynamicImage, x: u32, y: u32) -> bool {
        let [red, _, blue, _] = picture.get_pixel(x, y).0;
        red > blue
    }

    #[test]
    fn nothing_a_telephone_says_is_kept_a04() {
        let given = from_a_telephone(300, 200, 1);
        assert!(holds(&given, b"GPS") && holds(&given, b"Exif"));
        for kept in [page(FileFormat::Jpeg, &given), portrait(FileFormat::Jpeg, &given)] {
            let kept = kept.expect("a picture");
            assert!(!holds(&kept.bytes, b"Exif") && !holds(&kept.bytes, b"GPS"));
            // No application segment but the one that says it is a JPEG.
            let segments = (0xE1u8..=0xEF).filter(|mark| holds(&kept.bytes[..200], &[0xFF, *mark]));
            assert_eq!(segments.count(), 0);
        }
        let commented = [&given[..2], &[0xFF, 0xFE, 0, 9], b"Rennes!", &given[2..]].concat();
        assert!(!holds(&page(FileFormat::Jpeg, &commented).expect("a picture").bytes, b"Rennes!"));
        // What follows the end of a picture is not part of it.
        let followed = [given.as_slice(), b"PK\x03\x04 archive"].concat();
        assert!(!holds(&page(FileFormat::Jpeg, &followed).expect("a picture").bytes, b"archive"));
    }

    #[test]
    fn a_picture_stands_upright() {
        let upright = reread(&page(FileFormat::Jpeg, &from_a_telephone(300, 200, 1)).expect("a picture"));
        assert_eq!(upright.dimensions(), (300, 200));
        assert!(is_red(&upright, 150, 20) && !is_red(&upright, 150, 180));
        // Held on its side, and upside down.
        let turned = reread(&page(FileFormat::Jpeg, &from_a_telephone(300, 200, 6)).expect("a picture"));
        assert_eq!(turned.dimensions(), (200, 300));
        assert!(is_red(&turned, 180, 150) && !is_red(&turned, 20, 150));
        let over = reread(&page(FileFormat::Jpeg, &from_a_telephone(300, 200, 3)).expect("a picture"));
        assert!(!is_red(&over, 150, 20) && is_red(&over, 150, 180));
    }

    #[test]
    fn formats_come_out_as_those_the_window_shows() {
        let png = written(flag(40, 30), ImageFormat::Png);
        let kept = page(FileFormat::Png, &png).expect("a picture");
        assert_eq!((kept.format, reread(&kept).dimensions()), (FileFormat::Png, (40, 30)));
        let webp = written(flag(40, 30), ImageFormat::WebP);
        assert_eq!(page(FileFormat::Webp, &webp).expect("a picture").format, FileFormat::Jpeg);
        // Transparent is paper; sixteen bits are eight.
        let clear = written(RgbaImage::from_pixel(9, 9, Rgba([0, 0, 0, 0])), ImageFormat::Png);
        let kept = reread(&page(FileFormat::Png, &clear).expect("a picture"));
        assert_eq!(kept.get_pixel(4, 4).0, [255, 255, 255, 255]);
        let deep: ImageBuffer<Rgb<u16>, Vec<u16>> = ImageBuffer::from_pixel(9, 9, Rgb([65_535, 0, 0]));
        let deep = written(deep, ImageFormat::Png);
        assert_eq!(reread(&page(FileFormat::Png, &deep).expect("a picture")).color(), image::ColorType::Rgb8);
        // What the name of the format says and what it is.
        assert_eq!(page(FileFormat::Jpeg, &png).unwrap_err().code, IssueCode::Malformed);
        assert_eq!(page(FileFormat::Png, &png[..60]).unwrap_err().code, IssueCode::Malformed);
        assert_eq!(page(FileFormat::Pdf, b"%PDF-1.7").unwrap_err().code, IssueCode::Malformed);
    }

    #[test]
    fn a_large_page_is_brought_to_an_a4_at_300_dpi() {
        let large = written(image::GrayImage::new(4_000, 1_000), ImageFormat::Png);
        let kept = reread(&page(FileFormat::Png, &large).expect("a picture"));
        assert_eq!(kept.dimensions(), (KEPT_SIDE, 877));
    }

    #[test]
    fn a_portrait_is_four_by_five_and_small_e06() {
        for (width, height) in [(800, 600), (600, 800), (320, 400), (3_000, 200)] {
            let given = written(flag(width, height), ImageFormat::Jpeg);
            let kept = portrait(FileFormat::Jpeg, &given).expect("a portrait");
            assert_eq!(reread(&kept).dimensions(), PHOTO_SIZE, "{width} × {height}");
            assert!(kept.bytes.len() <= MAX_PHOTO_BYTES && kept.format == FileFormat::Jpeg);
        }
        // Noise is what compresses least.
        let mut seed = 1u32;
        let noise = ImageBuffer::from_fn(400, 500, |_, _| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            Rgb([(seed >> 8) as u8, (seed >> 16) as u8, (seed >> 24) as u8])
        });
        let kept = portrait(FileFormat::Png, &written(noise, ImageFormat::Png)).expect("a portrait");
        assert!(kept.bytes.len() <= MAX_PHOTO_BYTES);
        let stamp = written(flag(60, 90), ImageFormat::Png);
        assert_eq!(portrait(FileFormat::Png, &stamp).unwrap_err().code, IssueCode::OutOfRange);
    }

    /// A PNG that says it is this large, in a few bytes.
    fn bomb(width: u32, height: u32) -> Vec<u8> {
        let mut png = written(flag(8, 8), ImageFormat::Png);
        png[16..20].copy_from_slice(&width.to_be_bytes());
        png[20..24].copy_from_slice(&height.to_be_bytes());
        let sum = crc(&png[12..29]);
        png[29..33].copy_from_slice(&sum.to_be_bytes());
        png
    }

    /// The check of a PNG chunk (ISO/IEC 15948, annex D).
    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 * (sum & 1)))
        })
    }

    #[test]
    fn a_bomb_is_refused_by_what_it_says() {
        assert_eq!(bomb(8, 8), written(flag(8, 8), ImageFormat::Png), "the same when nothing is changed");
        for (width, height) in [(60_000, 60_000), (16_384, 16_384), (16_385, 1), (1, 16_385)] {
            let refused = page(FileFormat::Png, &bomb(width, height)).unwrap_err();
            assert_eq!(refused.code, IssueCode::OutOfRange, "{width} × {height}: {}", refused.message);
        }
        // A JPEG, whose size stands in its frame header.
        let mut jpeg = written(flag(16, 16), ImageFormat::Jpeg);
        let frame = jpeg.windows(2).position(|mark| mark == [0xFF, 0xC0]).expect("a frame");
        jpeg[frame + 5..frame + 9].copy_from_slice(&[0xFF, 0xFF, 0xFF, 0xFF]);
        assert_eq!(page(FileFormat::Jpeg, &jpeg).unwrap_err().code, IssueCode::OutOfRange);
    }

    #[test]
    fn a_picture_cut_short_anywhere_is_refused() {
        // Restarts and several scans, as telephones write them, make no difference to where it ends.
        for (format, of) in [
            (FileFormat::Jpeg, ImageFormat::Jpeg),
            (FileFormat::Png, ImageFormat::Png),
            (FileFormat::Webp, ImageFormat::WebP),
        ] {
            let mut seed = 7u32;
            let noise = ImageBuffer::from_fn(96, 120, |_, _| {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                Rgb([(seed >> 8) as u8, (seed >> 16) as u8, (seed >> 24) as u8])
            });
            let whole = written(noise, of);
            assert!(portrait(format, &whole).is_ok(), "{format:?}");
            assert!(portrait(format, &[whole.as_slice(), b"and more"].concat()).is_ok(), "{format:?}");
            let cuts = (1..200).chain((200..whole.len()).step_by(whole.len() / 40)).chain([whole.len() - 1]);
            for cut in cuts {
                let refused = portrait(format, &whole[..cut]).expect_err("cut short");
                assert_eq!(
                    refused.code,
                    IssueCode::Malformed,
                    "{format:?} cut at {cut}: {}",
                    refused.message
                );
            }
        }
        let telephone = from_a_telephone(300, 200, 6);
        assert!(page(FileFormat::Jpeg, &telephone[..telephone.len() / 2]).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn no_bytes_make_it_fall(at in 2usize..600, byte: u8, cut in 0usize..700, which in 0usize..3) {
            let (format, of) = [(FileFormat::Jpeg, ImageFormat::Jpeg), (FileFormat::Png, ImageFormat::Png), (FileFormat::Webp, ImageFormat::WebP)][which];
            let mut bytes = written(flag(24, 18), of);
            if let Some(one) = bytes.get_mut(at) {
                *one = byte;
            }
            bytes.truncate(cut.max(3));
            let _ = page(format, &bytes);
            let _ = portrait(format, &bytes);
        }
    }
}
