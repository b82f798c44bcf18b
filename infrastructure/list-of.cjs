/** The items of a parameter that is a list, `a,b`; `none` has none. */
module.exports = (value) => (value === 'none' ? [] : value.split(',').flatMap((item) => item.trim() || []))
