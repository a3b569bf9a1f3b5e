//! What addresses are made of.

use std::fmt::Write as _;

use crate::base::date::Date;
use crate::base::name::Name;
use crate::base::period::Period;

/// What addresses are made of: checked names and paths, words of the program itself, numbers and days. Text of content
/// is none: [`Name`] and [`SitePath::parse`](crate::base::path::SitePath::parse) check it.
pub trait Part {
    /// Writes it as it stands in an address.
    fn push_to(&self, path: &mut String);
}

impl Part for Name {
    fn push_to(&self, path: &mut String) {
        path.push_str(self);
    }
}

/// A word of the program itself.
impl Part for &'static str {
    fn push_to(&self, path: &mut String) {
        path.push_str(self);
    }
}

impl<P: Part> Part for &P {
    fn push_to(&self, path: &mut String) {
        (**self).push_to(path);
    }
}

impl<P: Part> Part for Option<P> {
    fn push_to(&self, path: &mut String) {
        if let Some(part) = self {
            part.push_to(path);
        }
    }
}

/// Writes numbers and days as they read.
macro_rules! shown_parts {
    ($($shown:ty),*) => {
        $(impl Part for $shown {
            fn push_to(&self, path: &mut String) {
                // Writing to a text cannot fail.
                let _ = write!(path, "{self}");
            }
        })*
    };
}
shown_parts!(i16, usize, Date, Period);

/// Parts right behind each other.
macro_rules! part_tuples {
    ($($($part:ident)+;)*) => {
        $(impl<$($part: Part),+> Part for ($($part,)+) {
            #[expect(non_snake_case, reason = "the values are named like their types")]
            fn push_to(&self, path: &mut String) {
                let ($($part,)+) = self;
                $($part.push_to(path);)+
            }
        })*
    };
}
part_tuples! {
    A B;
    A B C;
    A B C D;
}
