namespace TechTransfer.OwnershipGrants.Rules;

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
