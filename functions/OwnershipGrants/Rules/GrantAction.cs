namespace TechTransfer.OwnershipGrants.Rules;

/// <summary>Steps that an office performs on a grant.</summary>
public enum GrantAction
{
    Apply,
    Check,
    ClearTitle,
    Appraise,
    Decide,
    Publish,
    Object,
    Resolve,
    Sign,
    RecordRightHolder,
    EnterIntoForce,
    Extend,
    ReportYear,
    TakeBack,
    Terminate,
    Withdraw,
    Convert,
}
