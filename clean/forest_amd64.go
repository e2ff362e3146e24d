package clean

// addSixes adds to the sums of blockLines lines what n trees say of them. cells is the
// cell of the first line in the first column; all columns have stride cells, and as many more
// may be read behind the last as a block has.
//
//go:noescape
func addSixes(trees *sixTree, n int, cells *byte, stride int, sums *[blockLines]int32)
