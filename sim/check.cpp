#include "sim/check.hpp"

namespace tiersim {
void check(const Scenario&, Decoding&) {}
}  // namespace tiersim
