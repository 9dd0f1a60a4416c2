package diff

// maxEdits bounds how many insertions and removals are looked for: past it, two texts have little in common, and what
// is between their equal ends counts as replaced. Time grows with its product with the length, memory with its square.
const maxEdits = 800

// hunk is a stretch of two lists: old[from:to] and recent[since:until], equal where same.
type hunk struct {
	same                   bool
	from, to, since, until int
}

// compare gives the hunks of two lists, in order: the fewest changes, after E. Myers, "An O(ND) Difference Algorithm
// and Its Variations" (1986), the greedy form.
func compare(old, recent []string) []hunk {
	start := 0
	for start < len(old) && start < len(recent) && old[start] == recent[start] {
		start++
	}
	end := 0
	for end < len(old)-start && end < len(recent)-start && old[len(old)-1-end] == recent[len(recent)-1-end] {
		end++
	}
	var out []hunk
	add := func(same bool, from, to, since, until int) {
		if from == to && since == until {
			return
		}
		if last := len(out) - 1; last >= 0 && out[last].same == same {
			out[last].to, out[last].until = to, until
			return
		}
		out = append(out, hunk{same, from, to, since, until})
	}
	add(true, 0, start, 0, start)
	x, y := start, start
	for _, s := range snakes(old[start:len(old)-end], recent[start:len(recent)-end]) {
		add(false, x, start+s.x, y, start+s.y)
		add(true, start+s.x, start+s.x+s.length, start+s.y, start+s.y+s.length)
		x, y = start+s.x+s.length, start+s.y+s.length
	}
	add(false, x, len(old)-end, y, len(recent)-end)
	add(true, len(old)-end, len(old), len(recent)-end, len(recent))
	return out
}

// snake is a run of equal items: old[x:x+length] and recent[y:y+length].
type snake struct{ x, y, length int }

// snakes finds the runs that stay, in order; none where too much changed.
func snakes(old, recent []string) []snake {
	n, m := len(old), len(recent)
	if n == 0 || m == 0 {
		return nil
	}
	most := min(n+m, maxEdits)
	furthest := make([]int, 2*most+3) // by diagonal x-y, shifted by most+1: the x reached
	var trace [][]int
	for d := 0; d <= most; d++ {
		for k := -d; k <= d; k += 2 {
			at := k + most + 1
			x := furthest[at-1] + 1
			if k == -d || k != d && furthest[at-1] < furthest[at+1] {
				x = furthest[at+1]
			}
			y := x - k
			for x < n && y < m && x >= 0 && y >= 0 && old[x] == recent[y] {
				x, y = x+1, y+1
			}
			furthest[at] = x
			if x >= n && y >= m {
				return back(append(trace, reached(furthest, d, most)), n, m)
			}
		}
		trace = append(trace, reached(furthest, d, most))
	}
	return nil
}

// reached copies the diagonals -d…d of a round.
func reached(furthest []int, d, most int) []int {
	return append([]int(nil), furthest[most+1-d:most+2+d]...)
}

// back follows the rounds from the end of both lists to their start.
func back(trace [][]int, x, y int) []snake {
	var all []snake
	for d := len(trace) - 1; d > 0; d-- {
		before := trace[d-1] // diagonals -(d-1)…d-1
		at := func(k int) int {
			if k < -(d-1) || k > d-1 {
				return -1
			}
			return before[k+d-1]
		}
		k := x - y
		from := k - 1
		if k == -d || k != d && at(k-1) < at(k+1) {
			from = k + 1
		}
		startX := at(from)
		startY := startX - from
		midX := startX // after the one step
		if from == k-1 {
			midX++
		}
		if length := x - midX; length > 0 {
			all = append(all, snake{midX, midX - k, length})
		}
		x, y = startX, startY
	}
	if x > 0 {
		all = append(all, snake{0, 0, x})
	}
	for i, j := 0, len(all)-1; i < j; i, j = i+1, j-1 {
		all[i], all[j] = all[j], all[i]
	}
	return all
}
