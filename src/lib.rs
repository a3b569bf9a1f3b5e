//! gongkai
pub mod base;
pub mod blocks;
pub mod check;
pub mod cli;
pub mod load;
pub mod model;
pub mod plan;
pub mod publish;
pub mod rollup;
pub mod site;
