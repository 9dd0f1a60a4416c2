package site

import "hash/crc32"

// A CRC-32 is a polynomial over GF(2) modulo the IEEE one, lowest degree in the highest bit. Following a text by n
// bytes multiplies its CRC by x^8n, so the CRC of two texts one after the other comes from theirs alone:
// crc(a+b) = crc(a)·x^(8·len b) + crc(b). This is what zlib calls crc32_combine (Mark Adler, zlib/crc32.c).

// multiply gives a·b modulo the polynomial.
func multiply(a, b uint32) uint32 {
	var product uint32
	for a != 0 {
		if a&(1<<31) != 0 {
			product ^= b
		}
		a <<= 1
		b = b>>1 ^ crc32.IEEE&-(b&1)
	}
	return product
}

// shift gives x^8n modulo the polynomial: what n bytes do to the CRC before them.
func shift(n int) uint32 {
	power, square := uint32(1<<31), uint32(1<<23) // 1, and x^8
	for ; n > 0; n >>= 1 {
		if n&1 != 0 {
			power = multiply(square, power)
		}
		square = multiply(square, square)
	}
	return power
}

// combine gives the CRC of two texts from that of each and the shift of the second.
func combine(first, second, shift uint32) uint32 { return multiply(first, shift) ^ second }
