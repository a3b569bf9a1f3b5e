//! Addresses as QR codes: of a unit for the notice board, of the preview for a telephone.

use fast_qr::convert::Builder;
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::qr::QRBuilder;

/// An SVG picture of `address`; `None` if it is too long for a QR code.
pub fn svg(address: &str) -> Option<String> {
    let code = QRBuilder::new(address).build().ok()?;
    Some(SvgBuilder::default().margin(2).to_str(&code))
}

/// The same in characters, for a terminal.
pub fn text(address: &str) -> Option<String> {
    QRBuilder::new(address).build().ok().map(|code| code.to_str())
}
