package fetch

import "net/netip"

// special are the networks that are in nobody's reach from everywhere (IANA's registries of special-purpose addresses,
// RFC 6890), beside those that netip knows, and those that carry an IPv4 address inside, which could be any.
var special = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("100.64.0.0/10"), // behind a provider's NAT
	netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"), // documentation
	netip.MustParsePrefix("192.88.99.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), // benchmarks
	netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"),
	netip.MustParsePrefix("240.0.0.0/4"), // with the broadcast
	netip.MustParsePrefix("2001::/23"),   // Teredo and others
	netip.MustParsePrefix("2001:db8::/32"),
	netip.MustParsePrefix("2002::/16"), // 6to4
	netip.MustParsePrefix("3fff::/20"), // documentation
}

// unicast is what is routed of IPv6: NAT64, unique local and mapped addresses are outside.
var unicast = netip.MustParsePrefix("2000::/3")

// onInternet tells whether an address is one that anybody can reach.
func onInternet(ip netip.Addr) bool {
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || ip.Zone() != "" || ip.Is6() && !unicast.Contains(ip) {
		return false
	}
	for _, network := range special {
		if network.Contains(ip) {
			return false
		}
	}
	return true
}
