"""One page at a time: picture, geometry, whitening, recognition, and the two-layer PDF written from them."""
