//! Names of folders and pages that the program itself fills: the plan builds addresses of them, and no record or folder of
//! content may be called so.

/// Names that are constants and stand in [`ALL`].
macro_rules! names {
    ($($(#[$doc:meta])* $name:ident: $text:literal;)+) => {
        $($(#[$doc])* pub const $name: &str = $text;)+

        /// Every one of them.
        pub const ALL: &[&str] = &[$($name),+];
    };
}

names! {
    /// Lists of each kind in the whole portal.
    KINDS: "kinds";
    /// Lists of each section in the whole portal.
    SECTIONS: "sections";
    /// Boards of what is owed.
    COVERAGE: "coverage";
    /// League tables.
    LEAGUE: "league";
    /// Files for programs.
    DATA: "data";
    /// The page that finds records, and what it loads.
    SEARCH: "search";
    /// Fixed pages.
    ABOUT: "about";
    /// The twin of every tree for elders.
    ELDER: "elder";
    /// Files of the theme.
    ASSETS: "assets";
    /// The page of a folder.
    INDEX: "index";
    /// What is on public view: a folder for the portal, a page for a unit.
    WINDOWS: "windows";
    /// What totals are made of.
    SUMS: "sums";
    /// What the site has, for people.
    MAP: "map";
    /// Rules by which servers lead from old addresses to new ones.
    REDIRECTS: "redirects";
}
