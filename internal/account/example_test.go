package account_test

import (
	"fmt"

	"sentier/internal/account"
)

func ExampleNameKey() {
	fmt.Println(account.NameKey("Zoé"), account.NameKey("ZOE"))
	// Output: zoe zoe
}

func ExampleCheckPassword() {
	for _, password := range []string{"soleil", "motdepasse2024!", "le chat dort sur le toit"} {
		fmt.Println(account.CheckPassword("zoe", password))
	}
	// Output:
	// account.password_short
	// account.password_common
	// <nil>
}

func ExampleCodeHash() {
	written, _ := account.CodeHash("7K2M-0QD1-XW8T-N4PA")
	typed, _ := account.CodeHash("7k2m oqdl xw8t n4pa")
	fmt.Println(string(written) == string(typed))
	// Output: true
}

func ExampleDelay() {
	fmt.Println(account.Delay(5), account.Delay(6), account.Delay(10), account.Delay(1000))
	// Output: 0s 1s 16s 15m0s
}
