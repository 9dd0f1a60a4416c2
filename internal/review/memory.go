package review

import "math"

// The scheduler is FSRS-6 (Free Spaced Repetition Scheduler, by Jarrett Ye and the open-spaced-repetition project), in
// its long-term mode: no steps within a day, no random spread, a wish to remember nine in ten. The formulas are those
// of its public description, "The Algorithm" (github.com/open-spaced-repetition/fsrs4anki/wiki); the weights are its
// defaults, learnt from others' reviews: nothing about our learners is fitted. Tests hold it against reviews made
// with its reference implementation.

// Memory is how well a card is remembered. The zero Memory is that of a card never reviewed.
type Memory struct {
	Stability  float64 `json:"stability"`  // days until the chance to remember falls to nine in ten
	Difficulty float64 `json:"difficulty"` // from 1 to 10
}

const (
	again, hard, good, easy = Missed, Rating(2), Knew, Easy

	mostDays       = 36500 // the longest interval, in days
	leastStability = 0.001
	retention      = 0.9
)

// weights are the defaults of FSRS-6, w0 to w20.
var weights = [21]float64{
	0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483,
	0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
}

// next is the memory after a rating, elapsed whole days after the last review, and the interval in days. Each rating
// comes back at least a day later than the one below it.
func (m Memory) next(r Rating, elapsed int) (Memory, int) {
	var after [easy + 1]Memory
	var interval [easy + 1]int
	for rating := again; rating <= easy; rating++ {
		after[rating] = m.rate(rating, elapsed)
		interval[rating] = after[rating].interval()
	}
	interval[again] = min(interval[again], interval[hard])
	for rating := hard; rating <= easy; rating++ {
		interval[rating] = max(interval[rating], interval[rating-1]+1)
	}
	return after[r], interval[r]
}

// rate is the memory after one rating.
func (m Memory) rate(r Rating, elapsed int) Memory {
	if m.Stability == 0 {
		return Memory{Stability: max(weights[r-1], 0.1), Difficulty: clamp(firstDifficulty(r), 1, 10)}
	}
	recall := m.retrievability(elapsed)
	after := Memory{Stability: m.afterRecall(r, recall), Difficulty: m.harder(r)}
	if r == again {
		after.Stability = min(m.afterLapse(recall), m.Stability)
	}
	return after
}

// interval is the days after which the chance to remember is the retention wished for: the stability itself.
func (m Memory) interval() int {
	return int(clamp(math.Round(m.Stability), 1, mostDays))
}

// retrievability is the chance, from 0 to 1, to remember after so many days.
func (m Memory) retrievability(elapsed int) float64 {
	decay := -weights[20]
	factor := round(math.Exp(math.Log(retention)/decay) - 1)
	return round(math.Pow(1+factor*float64(elapsed)/m.Stability, decay))
}

func firstDifficulty(r Rating) float64 {
	return round(weights[4] - math.Exp(float64(r-1)*weights[5]) + 1)
}

// harder moves the difficulty by the rating, less the nearer it is to 10, and a little back to that of an easy card.
func (m Memory) harder(r Rating) float64 {
	step := -weights[6] * float64(r-good)
	moved := m.Difficulty + round(step*(10-m.Difficulty)/9)
	return clamp(round(weights[7]*firstDifficulty(easy)+(1-weights[7])*moved), 1, 10)
}

// afterRecall is the stability once the card was remembered, which it was with the chance recall.
func (m Memory) afterRecall(r Rating, recall float64) float64 {
	factor := 1.0
	switch r {
	case hard:
		factor = weights[15]
	case easy:
		factor = weights[16]
	}
	grown := m.Stability * (1 + math.Exp(weights[8])*(11-m.Difficulty)*math.Pow(m.Stability, -weights[9])*
		(math.Exp((1-recall)*weights[10])-1)*factor)
	return round(clamp(grown, leastStability, mostDays))
}

// afterLapse is the stability once the card was forgotten.
func (m Memory) afterLapse(recall float64) float64 {
	left := weights[11] * math.Pow(m.Difficulty, -weights[12]) * (math.Pow(m.Stability+1, weights[13]) - 1) *
		math.Exp((1-recall)*weights[14])
	return round(clamp(left, leastStability, mostDays))
}

func clamp(v, low, high float64) float64 { return min(max(v, low), high) }

// round keeps eight decimals, as the reference does at the same places: so both agree to the last digit, on every
// processor.
func round(v float64) float64 { return math.Round(v*1e8) / 1e8 }
