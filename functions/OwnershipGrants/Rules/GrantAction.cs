namespace TechTransfer.OwnershipGrants.Rules;

/// <summary>What an office does on a grant.</summary>
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
