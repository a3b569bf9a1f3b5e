//! gongkai
pub mod base;
pub mod blocks;
pub mod model;
