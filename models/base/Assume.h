#pragma once

/// Tells the compiler what always holds, where it cannot see it and makes slower code for the case that never comes.
#if defined(_MSC_VER)
#define PB_ASSUME(condition) __assume(condition)
#define PB_ALWAYS_INLINE __forceinline
#define PB_NEVER_INLINE __declspec(noinline)
#else
#define PB_ASSUME(condition)         \
    do {                             \
        if (!(condition)) {          \
            __builtin_unreachable(); \
        }                            \
    } while (false)
/// For the few small functions of a hot loop that the compiler would call instead, and the rare ones it would put there.
#define PB_ALWAYS_INLINE [[gnu::always_inline]] inline
#define PB_NEVER_INLINE [[gnu::noinline]]
#endif
