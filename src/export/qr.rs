//! The address of a unit as a QR code, for the notice board.

use fast_qr::convert::Builder;
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::qr::QRBuilder;

/// An SVG picture of `address`; `None` if it is too long for a QR code.
pub fn svg(address: &str) -> Option<String> {
    let code = QRBuilder::new(address).build().ok()?;
    Some(SvgBuilder::default().margin(2).to_str(&code))
}
