package score

// Skill returns how much better a mean score is than that of a reference
// method, 1 - score/reference: 1 is perfect, 0 no better, negative worse. Both
// are means over the same cases; the skill of a mean is not the mean of skills.
func Skill(score, reference float64) float64 { return 1 - score/reference }
