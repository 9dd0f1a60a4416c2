<<.>>: "${SENTIER_URL:?name the address of the program in the variable SENTIER_URL}"
<<.>>curl --fail --silent --show-error --location --proto "=https" --output ../sentier "$SENTIER_URL"
<<.>>echo "${SENTIER_SHA256:?name the SHA-256 sum of the program in the variable SENTIER_SHA256}  ../sentier" | sha256sum --check
<<.>>chmod +x ../sentier