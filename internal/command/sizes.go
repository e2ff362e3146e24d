package command

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// sizeUnits are the suffixes of a size. A letter alone counts in powers of
// 1024, as du, dd and sort read it.
var sizeUnits = map[string]int64{
	"": 1, "b": 1,
	"k": 1 << 10, "kib": 1 << 10, "kb": 1e3,
	"m": 1 << 20, "mib": 1 << 20, "mb": 1e6,
	"g": 1 << 30, "gib": 1 << 30, "gb": 1e9,
}

var errSize = errors.New("not a size: write bytes, or a whole number with KB, KiB, MB, MiB, GB or GiB, as in 64MiB")

// parseSize reads a size in bytes, such as 65536, 64KiB or 1GB.
func parseSize(s string) (int64, error) {
	digits := len(s)
	for i, c := range s {
		if c < '0' || c > '9' {
			digits = i
			break
		}
	}
	unit, ok := sizeUnits[strings.ToLower(strings.TrimSpace(s[digits:]))]
	n, err := strconv.ParseInt(s[:digits], 10, 64)
	if !ok || err != nil || n > math.MaxInt64/unit {
		return 0, errSize
	}
	return n * unit, nil
}

var errShare = errors.New("not a share: write a number from 0 to 1, or per cent, as in 0.4 or 40%")

// parseShare reads a share of a whole: 0.4 or 40%.
func parseShare(s string) (float64, error) {
	number, percent := strings.CutSuffix(s, "%")
	share, err := strconv.ParseFloat(number, 64)
	if percent {
		share /= 100
	}
	if err != nil || !(share >= 0 && share <= 1) {
		return 0, errShare
	}
	return share, nil
}
