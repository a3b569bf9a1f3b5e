use super::super::cleaned;
use super::builders::{PIXELS, chunk, exif, jpeg, png, riff, segment, webp};
use super::{Document, State, Trait, read, tells};

fn camera(turn: u16) -> Vec<u8> {
    let xp: Vec<u8> = "某乙".encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    let comment = [b"UNICODE\0".to_vec(), "用户注".encode_utf16().flat_map(u16::to_be_bytes).collect()].concat();
    exif(
        &[
            (0x010f, b"Maker\0"),
            (0x013b, "某甲\0".as_bytes()),
            (0x8298, "版权某丙\0".as_bytes()),
            (0x9286, &comment),
            (0x9c9d, &xp),
            (0x0131, "软件某\0".as_bytes()),
        ],
        turn,
    )
}

const XMP: &str = "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF><rdf:Description xmp:CreatorTool=\"工具某\"><dc:creator><rdf:Seq><rdf:li>某丁</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>";

fn tells_camera(document: &Document) {
    for (name, text) in [
        (Trait::Device, "Maker"),
        (Trait::Author, "某甲"),
        (Trait::Author, "版权某丙"),
        (Trait::Comment, "用户注"),
        (Trait::Author, "某乙"),
        (Trait::Other, "软件某"),
        (Trait::Position, "30 15 20.5000 N 120 9 0 E"),
    ] {
        assert!(tells(document, name, text), "{text}: {document:#?}");
    }
    assert_eq!(document.state, State::Read);
}

#[test]
fn photographs_are_read_and_cleaned() {
    let iptc = [
        b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x20\x1c\x02\x50\0\x06".to_vec(),
        "某戊".into(),
        vec![0x1c, 2, 90, 0, 6],
        "某村".into(),
    ]
    .concat();
    let profile = segment(0xe2, b"ICC_PROFILE\0colours");
    let bytes = jpeg(&[
        segment(0xe1, &[b"Exif\0\0", &*camera(6)].concat()),
        segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", XMP.as_bytes()].concat()),
        segment(0xed, &iptc),
        profile.clone(),
        segment(0xfe, "备注某".as_bytes()),
        segment(0xeb, b"maker's own words"),
    ]);
    let behind = [bytes.clone(), b"film behind the picture".to_vec()].concat();
    let document = read("a.jpg", &behind);
    tells_camera(&document);
    assert!(tells(&document, Trait::Author, "某丁") && tells(&document, Trait::Other, "工具某"));
    assert!(tells(&document, Trait::Author, "某戊") && tells(&document, Trait::Position, "某村"));
    assert!(tells(&document, Trait::Comment, "备注某") && tells(&document, Trait::Other, "own words"));
    assert_eq!(&*document.unread, ["behind the picture".into()]);
    let copy = cleaned("a.jpg", &behind).unwrap();
    assert_eq!(cleaned("a.jpg", &bytes).as_ref(), Some(&copy));
    let after = read("a.jpg", &copy);
    assert_eq!((after.metadata.len(), after.state), (0, State::Read), "{after:#?}");
    assert!(copy.windows(profile.len()).any(|own| own == profile), "colours stay");
    assert!(copy.ends_with(&[PIXELS, b"\xff\xd9"].concat()), "pixels stay");
    assert_eq!(super::super::picture::turn_of(&copy), Some(6), "it stands as before");
    assert_eq!(cleaned("a.jpg", &copy), None);
    assert_eq!(cleaned("a.jpg", &jpeg(&[])), None, "nothing to remove");
    assert_eq!(cleaned("a.jpg", &bytes[..bytes.len() - 3]), None, "a damaged file is left alone");
}

#[test]
fn png_is_read_and_cleaned() {
    let bytes = png(&[
        chunk(b"iCCP", b"colours"),
        chunk(b"tEXt", "Author\0某甲乙".as_bytes()),
        chunk(b"zTXt", &[b"Comment\0\0".to_vec(), zlib("压缩注")].concat()),
        chunk(b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0", XMP.as_bytes()].concat()),
        chunk(b"iTXt", &[b"Title\0\x01\0zh\0\xe9\xa2\x98\0".to_vec(), zlib("题目某")].concat()),
        chunk(b"eXIf", &camera(1)),
    ]);
    let document = read("a.png", &bytes);
    tells_camera(&document);
    assert!(tells(&document, Trait::Author, "某甲乙") && tells(&document, Trait::Comment, "压缩注"));
    assert!(tells(&document, Trait::Author, "某丁") && tells(&document, Trait::Title, "题目某"));
    assert!(document.is_picture, "it has the shape of paper");
    let copy = cleaned("a.png", &bytes).unwrap();
    assert_eq!(copy, png(&[chunk(b"iCCP", b"colours")]));
    let turned = cleaned("a.png", &png(&[chunk(b"eXIf", &camera(8))])).unwrap();
    assert_eq!(super::super::picture::turn_of(&turned), Some(8));
}

#[test]
fn webp_is_read_and_cleaned() {
    let canvas = |flags| riff(b"VP8X", &[flags, 0, 0, 0, 9, 0, 0, 9, 0, 0]);
    let bytes = webp(&[
        canvas(0x2c),
        riff(b"ICCP", b"colours"),
        riff(b"VP8L", PIXELS),
        riff(b"EXIF", &camera(1)),
        riff(b"XMP ", XMP.as_bytes()),
    ]);
    let document = read("a.webp", &bytes);
    tells_camera(&document);
    assert!(tells(&document, Trait::Author, "某丁"));
    let copy = cleaned("a.webp", &bytes).unwrap();
    assert_eq!(copy, webp(&[canvas(0x20), riff(b"ICCP", b"colours"), riff(b"VP8L", PIXELS)]));
    assert_eq!(cleaned("a.webp", &copy), None);
}

#[test]
fn gif_is_read_and_cleaned() {
    let head = b"GIF89a\x0a\0\x0a\0\x80\0\0\0\0\0\xff\xff\xff".to_vec();
    let moves = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0".to_vec();
    let remark = [b"\x21\xfe\x09".to_vec(), "某甲乙".into(), vec![0]].concat();
    let picture = b"\x2c\0\0\0\0\x0a\0\x0a\0\0\x02\x02\x4c\x01\0".to_vec();
    let bytes = [head.clone(), moves.clone(), remark, picture.clone(), vec![0x3b, 1, 2]].concat();
    assert!(tells(&read("a.gif", &bytes), Trait::Comment, "某甲乙"));
    assert_eq!(cleaned("a.gif", &bytes).unwrap(), [head, moves, picture, vec![0x3b]].concat());
}

#[test]
fn pictures_that_cannot_be_cleaned_are_read() {
    let heic = [b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), b"Exif\0\0".to_vec(), camera(1), XMP.into()].concat();
    let document = read("a.heic", &heic);
    tells_camera(&document);
    assert!(tells(&document, Trait::Author, "某丁"));
    assert_eq!(cleaned("a.heic", &heic), None);
    let document = read("a.tif", &camera(1));
    tells_camera(&document);
    assert!(document.is_picture);
}

fn zlib(text: &str) -> Vec<u8> {
    use std::io::Write;
    let mut writer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(text.as_bytes()).unwrap();
    writer.finish().unwrap()
}
