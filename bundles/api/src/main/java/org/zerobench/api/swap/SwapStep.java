package org.zerobench.api.swap;

/** The numbered steps of a swap, in order. Anything that fails before {@link #SWITCH} undoes all. */
public enum SwapStep {
    /** 1: find the candidate by policy, ranking or configuration, and make a fresh instance. */
    NAME,
    /** 2: reach a safe point. */
    SAFE_POINT,
    /** 3: the old part saves its world. */
    SAVE,
    /** 4: the new part takes it and checks its invariants. */
    RESTORE,
    /** 5: the new part saves again; the two worlds must be equal. */
    REVERSE_CHECK,
    /** 6: the reference is switched. */
    SWITCH,
    /** 7: the machine goes on. */
    RESUME,
    /** 8: the swap is reported. */
    REPORT
}
