package clean

import "math/bits"

// ruleSet is a set of RuleIDs below maxRules. It is no array, for those travel
// through memory when they are passed and returned.
type ruleSet struct{ low, high uint64 }

const maxRules = 128

func (s *ruleSet) add(id RuleID) {
	if id < 64 {
		s.low |= 1 << id
	} else {
		s.high |= 1 << (id - 64)
	}
}

func (s *ruleSet) has(id RuleID) bool {
	if id < 64 {
		return s.low&(1<<id) != 0
	}
	return s.high&(1<<(id-64)) != 0
}

func (s *ruleSet) empty() bool     { return s.low|s.high == 0 }
func (s *ruleSet) union(t ruleSet) { s.low |= t.low; s.high |= t.high }

// without returns those of s that are not in t.
func (s *ruleSet) without(t ruleSet) ruleSet { return ruleSet{s.low &^ t.low, s.high &^ t.high} }

// firstOf returns the lowest RuleID that is in both sets, Kept if none is.
func firstOf(s, t ruleSet) RuleID {
	if both := s.low & t.low; both != 0 {
		return RuleID(bits.TrailingZeros64(both))
	}
	if both := s.high & t.high; both != 0 {
		return RuleID(64 + bits.TrailingZeros64(both))
	}
	return Kept
}
