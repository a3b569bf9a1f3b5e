//! `gongkai completions` and `gongkai man`: both from the definition of the arguments, so that they cannot be out of date.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::cli::report::Patient;
use crate::cli::{Arguments, Failure, Outcome};

/// Prints what a shell loads to complete words of the command line.
pub(super) fn completions(shell: Shell) -> Result<Outcome, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "gongkai", &mut text);
    Patient(io::stdout().lock()).write_all(&text)?;
    Ok(Outcome::Good)
}

/// Prints the manual page, or writes it and one for each command into a folder.
pub(super) fn man(folder: Option<&Path>) -> Result<Outcome, Failure> {
    let command = Arguments::command();
    let Some(folder) = folder else {
        let mut text = Vec::new();
        clap_mangen::Man::new(command).render(&mut text)?;
        Patient(io::stdout().lock()).write_all(&text)?;
        return Ok(Outcome::Good);
    };
    fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(command, folder))
        .map_err(|source| Failure::Copy { path: folder.to_path_buf(), source })?;
    Ok(Outcome::Good)
}
