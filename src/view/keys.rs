//! Texts of `theme.yaml` that views put together themselves: titles, headings and labels with names in them.

use crate::base::texts::Key;

/// Keys by the names that views call them by, and all of them.
macro_rules! keys {
    ($($name:ident = $key:literal;)*) => {
        $(pub(crate) const $name: Key = Key($key);)*

        /// Every text that views say: a theme without one of them would show its key.
        #[cfg(test)]
        pub(crate) const ALL: &[Key] = &[$($name),*];
    };
}

keys! {
    YEAR = "year_of";
    SEARCH = "search";
    PEOPLE = "people";
    BRACKETS = "with_brackets";
    WORK = "title_of_work";
    PAY_TO = "pay_to";
    PAIR = "pair";
    UNIT_FORM = "unit_form";
    MEAN = "mean_of";
    RANGE = "range_of";
    OUT_OF_NORM = "out_of_norm";
    BELOW_FLOOR = "below_floor";
    MEAN_OF_FULL = "mean_of_full";
    SINCE = "since_of";
    MINUS_PARTS = "minus_parts";
    MINUS = "minus";
    BELOW_TARGET = "below_target";
    MEAN_MARK = "mean_mark";
    STEP = "step_median";
    REST = "rest_together";
    LEFT_OUT = "left_out";
    SUMS_MADE_OF = "sums_title";
    SUMS_OF = "sums_here";
    PROGRESS = "progress_title";
    PROGRESS_OF = "progress_of";
    ITEM = "owed_item";
    DUTY_ROWS = "duty_rows";
    COMPARED = "league_heading";
    COMPARED_OF = "compared_of";
    COMPARED_SHORT = "league_slip";
    LEAGUE_ROWS = "league_rows";
    MOVED = "moved";
    DESCRIBES_PAGE = "describes_page";
    DESCRIBES_RECORD = "describes_record";
    DESCRIBES_UNIT = "describes_unit";
    ALL_RECORDS = "all_records";
    DATA = "data_page";
    DATA_COLUMNS = "data_columns";
    THIS_RECORD = "this_record";
    NO_PAGE = "no_page";
    ON_VIEW = "q_windows";
    NOTICES = "windows";
    NOTICES_OF = "notices_of";
    COMMA = "comma";
    POPULATION = "population";
    ORG_CODE = "org_code";
    CREDIT_CODE = "credit_code";
    DAYS = "unit_days";
    DUN = "dun";
    STOP = "stop";
    MEASURE = "ledger_measure";
    VERB = "ledger_verb";
    LEDGER = "ledger_rows";
    LEDGER_OF = "ledger_rows_of";
    RATE_DEFINED = "rate_defined";
    RATE_OF_ALL = "rate_of_all";
    RATE_OF_DUE = "rate_of_due";
    RATE_WITH = "rate_with";
    RATE_WITHOUT = "rate_without";
    PENDING = "cell_pending";
    NO_DATE = "cell_no_date";
    NOT_YET = "not_achieved";
    ACHIEVED = "achieved";
    LATE = "achieved_late";
    CLOSING_RATE = "closing_rate";
    CLOSING_RATE_DUE = "closing_rate_due";
    MEDIAN_DAYS = "median_days";
    ATTENDANCE_OF = "attendance_of";
    MEAN_BY = "mean_by";
    MEAN_ROWS = "mean_rows";
    SUMS = "sums_heading";
    HOME = "home";
    MAP = "site_map";
    BY_SECTION = "sections_heading";
    ABOUT_SITE = "footer_nav";
    COUNT_UNITS = "units_count";
    NOT_GIVEN = "empty";
    COUNTED_FROM = "counted_from";
    OPENING = "opening";
    CLOSING = "closing";
    LAST_CHANGED = "last_changed";
    CHANGED_CORRECTED = "changed_corrected";
    CHANGED_EXTENDED = "changed_extended";
    CHANGED_RESTARTED = "changed_restarted";
    CHANGED_TAKEN_DOWN = "changed_taken_down";
    CHANGED_WITHDRAWN = "changed_withdrawn";
    CORRECTION_LEAKED = "correction_leaked";
    TOMBSTONE_LEAKED = "tombstone_leaked";
    NEWS_OF = "news_of";
    DATES_OF = "dates_of";
    DATE_OF_WINDOW = "date_of_window";
    DATE_OF_DUTY = "date_of_duty";
    DATE_OF_DUTIES = "date_of_duties";
    ON_VIEW_UNTIL = "on_view_until";
    OBJECTION = "objection";
    OBJECT_UNTIL = "objections_until";
    OBJECT_TO = "objections_to";
    ON_BOARD = "channel_board";
    AT_MEETING = "channel_meeting";
    AND_OTHERS = "and_others";
}
