package site

import (
	"hash/crc32"
	"math/rand/v2"
	"testing"
)

func TestCombine(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, sizes := range [][2]int{{0, 0}, {0, 1}, {1, 0}, {1, 1}, {7, 8}, {255, 256}, {65535, 65536}, {3, 1 << 20}} {
		first, second := noise(random, sizes[0]), noise(random, sizes[1])
		want := crc32.ChecksumIEEE(append(append([]byte{}, first...), second...))
		got := combine(crc32.ChecksumIEEE(first), crc32.ChecksumIEEE(second), shift(len(second)))
		if got != want {
			t.Errorf("%d and %d bytes: %08x, want %08x", sizes[0], sizes[1], got, want)
		}
	}
}

func noise(random *rand.Rand, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(random.Uint32())
	}
	return b
}
