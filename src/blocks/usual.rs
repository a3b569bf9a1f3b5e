//! What a pack says that a form leaves unsaid: in what money is counted, and the words of its language for what an
//! account or a ballot has without a name of its own.

use std::sync::Arc;

use crate::base::currency::Currency;
use crate::base::smallest::Smallest;

/// What holds where a form says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usual {
    /// In what amounts are counted.
    pub currency: Arc<Currency>,
    /// The category of entries that have none.
    pub uncategorised: Arc<str>,
    /// How categories begin that say nothing.
    pub other: Vec<Arc<str>>,
    /// What the page calls the rule of a ballot: more than half come, and more than half of those agree.
    pub majority: Arc<str>,
    /// Options of a ballot that count as agreement.
    pub agreed: Vec<Arc<str>>,
    /// Under which number the rows of a sensitive list are not told.
    pub smallest: Smallest,
}
