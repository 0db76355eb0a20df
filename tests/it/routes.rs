//! The interface from outside: requests against the whole router over a real database in a fresh folder.

mod blobs;
mod desk;
mod draws;
mod field;
mod review;
mod roles;
mod rosters;
mod sessions;
mod tablet;
